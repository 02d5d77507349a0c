package io.dbkeepalive.tests.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table of a document. Not thread-safe. */
final class Table {
  private final List<String> lines = new ArrayList<>();

  Table(String... heads) {
    row(heads);
    row(Collections.nCopies(heads.length, "---").toArray(new String[0]));
  }

  void row(String... cells) {
    lines.add("| " + String.join(" | ", cells) + " |");
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
