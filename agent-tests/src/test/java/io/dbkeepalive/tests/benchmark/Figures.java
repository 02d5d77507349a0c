package io.dbkeepalive.tests.benchmark;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured: of each contestant one value for each round. Not thread-safe. */
final class Figures {
  private final Map<String, Map<Contestant, List<Double>>> all = new LinkedHashMap<>();

  void add(String what, Contestant who, double value) {
    all.computeIfAbsent(what, any -> new EnumMap<>(Contestant.class))
        .computeIfAbsent(who, any -> new ArrayList<>())
        .add(value);
  }

  boolean has(String what, Contestant who) {
    return all.containsKey(what) && all.get(what).containsKey(who);
  }

  double median(String what, Contestant who) {
    return Medians.of(of(what, who));
  }

  /**
   * @param per one of 0 to 1
   */
  double quantile(String what, Contestant who, double per) {
    List<Double> sorted = of(what, who).stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(per * sorted.size())));
  }

  double least(String what, Contestant who) {
    return of(what, who).stream().min(Double::compare).orElseThrow();
  }

  double most(String what, Contestant who) {
    return of(what, who).stream().max(Double::compare).orElseThrow();
  }

  /** The median of what each round has more than bare, and how far the rounds lie apart. */
  String over(String what, Contestant who, String format) {
    return spread(eachOverBare(what, who, (woven, bare) -> woven - bare), "+" + format);
  }

  /** The same as a ratio. */
  String ratio(String what, Contestant who) {
    return spread(eachOverBare(what, who, (woven, bare) -> woven / bare), "%.3f");
  }

  /** The median of the rounds; what is not there is a dash. */
  String value(String what, Contestant who, String format) {
    return has(what, who) ? format(format, median(what, who)) : "-";
  }

  private List<Double> eachOverBare(String what, Contestant who, Compared compared) {
    List<Double> bare = of(what, Contestant.BARE);
    List<Double> woven = of(what, who);
    List<Double> each = new ArrayList<>();
    for (int i = 0; i < woven.size(); i++) {
      each.add(compared.by(woven.get(i), bare.get(i)));
    }
    return each;
  }

  private static String spread(List<Double> values, String format) {
    double least = values.stream().min(Double::compare).orElseThrow();
    double most = values.stream().max(Double::compare).orElseThrow();
    String median = format(format, Medians.of(values)).replace("+-", "-");
    String plain = format.replace("+", "");
    return median + " (" + format(plain, least) + " to " + format(plain, most) + ")";
  }

  static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private List<Double> of(String what, Contestant who) {
    if (!has(what, who)) {
      throw new IllegalStateException(what + " of " + who + " was not measured");
    }
    return all.get(what).get(who);
  }

  private interface Compared {
    double by(double woven, double bare);
  }
}
