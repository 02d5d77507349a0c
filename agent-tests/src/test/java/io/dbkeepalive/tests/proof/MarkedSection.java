package io.dbkeepalive.tests.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of a document that a program writes. */
final class MarkedSection {
  static final String BEGIN = "<!-- written by mvn verify -Pproof: begin -->";
  static final String END = "<!-- written by mvn verify -Pproof: end -->";

  private MarkedSection() {}

  /**
   * Replaces what stands between the two marks.
   *
   * @throws IllegalStateException if they are not there
   */
  static void rewrite(Path document, String section) throws IOException {
    String text = Files.readString(document);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException(document + " lacks the lines " + BEGIN + " and " + END);
    }
    Files.writeString(
        document, text.substring(0, begin + BEGIN.length()) + "\n" + section + text.substring(end));
  }
}
