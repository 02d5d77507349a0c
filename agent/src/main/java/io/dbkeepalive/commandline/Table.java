package io.dbkeepalive.commandline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Columns of text, as wide as what stands in them. Of one thread. */
final class Table {
  private static final String GAP = "  ";

  private final List<String[]> rows = new ArrayList<>();
  private final int[] widths;

  Table(String... header) {
    widths = new int[header.length];
    row(header);
  }

  /**
   * @param cells as many as the header has
   */
  Table row(String... cells) {
    if (cells.length != widths.length) {
      throw new IllegalArgumentException(
          cells.length + " cells in a table of " + widths.length + ": " + Arrays.toString(cells));
    }
    for (int i = 0; i < cells.length; i++) {
      widths[i] = Math.max(widths[i], cells[i].length());
    }
    rows.add(cells);
    return this;
  }

  /** The header first; no line ends with blanks. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (String[] cells : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < cells.length; i++) {
        line.append(i == 0 ? "" : GAP).append(cells[i]);
        for (int n = cells[i].length(); n < widths[i]; n++) {
          line.append(' ');
        }
      }
      lines.add(line.toString().replaceAll(" +$", ""));
    }
    return lines;
  }
}
