package io.dbkeepalive.tests.benchmark;

import java.util.Arrays;
import java.util.List;

/** A bar for each contestant: what something takes, and what the rounds reach from and to. */
final class Picture {
  private static final int WIDTH = 720;
  private static final int BARS_FROM = 250;
  private static final int BARS_TO = 620;
  private static final int ROW = 34;
  private static final int TOP = 52;

  private Picture() {}

  /** An SVG document, legible on light and dark. */
  static String of(String what, Figures figures) {
    List<Contestant> shown =
        Arrays.stream(Contestant.values()).filter(who -> figures.has(what, who)).toList();
    double most = shown.stream().mapToDouble(who -> figures.most(what, who)).max().orElseThrow();
    double scale = (BARS_TO - BARS_FROM) / most;
    StringBuilder svg = new StringBuilder();
    int height = TOP + ROW * shown.size() + 12;
    svg.append(
        Figures.format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "
                + WIDTH
                + " %.0f\""
                + " font-family=\"sans-serif\" font-size=\"14\">\n",
            height));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    svg.append(
        "<text x=\"12\" y=\"28\" font-size=\"16\" font-weight=\"bold\">"
            + "A healthy call on H2 in memory, one thread, in ns</text>\n");
    for (int i = 0; i < shown.size(); i++) {
      svg.append(row(what, shown.get(i), figures, scale, TOP + ROW * i));
    }
    return svg.append("</svg>\n").toString();
  }

  private static String row(String what, Contestant who, Figures figures, double scale, int y) {
    double median = figures.median(what, who);
    double end = BARS_FROM + median * scale;
    double least = BARS_FROM + figures.least(what, who) * scale;
    double most = BARS_FROM + figures.most(what, who) * scale;
    String color = who == Contestant.AGENT ? "#1f6f43" : "#9aa5b1";
    return "<text x=\"12\" y=\""
        + (y + 17)
        + "\">"
        + who.label.replace("&", "&amp;")
        + "</text>\n"
        + Figures.format(
            "<rect x=\"" + BARS_FROM + "\" y=\"" + y + "\" width=\"%.1f\"", end - BARS_FROM)
        + " height=\"24\" fill=\""
        + color
        + "\"/>\n"
        + Figures.format("<line x1=\"%.1f\"", least)
        + Figures.format(" x2=\"%.1f\"", most)
        + " y1=\""
        + (y + 12)
        + "\" y2=\""
        + (y + 12)
        + "\" stroke=\"#222222\" stroke-width=\"2\"/>\n"
        + Figures.format("<text x=\"%.1f\"", most + 8)
        + " y=\""
        + (y + 17)
        + "\">"
        + Figures.format("%.0f", median)
        + "</text>\n";
  }
}
