package io.dbkeepalive.tests.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of a document that a program writes. Immutable. */
public final class MarkedSection {
  private final String begin;
  private final String end;

  private MarkedSection(String begin, String end) {
    this.begin = begin;
    this.end = end;
  }

  /** The one that Maven writes with a profile. */
  public static MarkedSection of(String profile) {
    String mark = "<!-- written by mvn verify -P" + profile + ": ";
    return new MarkedSection(mark + "begin -->", mark + "end -->");
  }

  /**
   * Replaces what stands between the two marks.
   *
   * @throws IllegalStateException if they are not there
   */
  public void rewrite(Path document, String section) throws IOException {
    String text = Files.readString(document);
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalStateException(document + " lacks the lines " + begin + " and " + end);
    }
    Files.writeString(
        document, text.substring(0, from + begin.length()) + "\n" + section + text.substring(to));
  }
}
