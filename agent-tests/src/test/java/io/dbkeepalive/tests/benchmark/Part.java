package io.dbkeepalive.tests.benchmark;

/** One thing that is measured, round by round, so that a slow minute hits all contestants. */
interface Part {
  /** By which it is asked for alone. */
  String name();

  /** One round of all contestants. */
  void round() throws Exception;

  /** What the rounds came to, in the words of the document. */
  String report();
}
