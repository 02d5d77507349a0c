package io.dbkeepalive.demo;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;

/** The two runs side by side. */
final class Report {
  private static final String NONE = "-";

  private final StringBuilder text = new StringBuilder();
  private final RunResult without;
  private final RunResult with;

  private Report(RunResult without, RunResult with) {
    this.without = without;
    this.with = with;
  }

  /** A table in lines of at most 66 characters. */
  static String table(RunResult without, RunResult with) {
    return new Report(without, with).table();
  }

  private String table() {
    line("", "without agent", "with agent");
    row("statements", run -> count(run.statements()));
    row("failed", run -> count(run.failed()));
    for (Disturbance disturbance : Disturbance.values()) {
      row("  " + disturbance.title(), run -> failedBy(run, disturbance));
    }
    row("orders lost", run -> count(run.audit().lost()));
    row("orders twice", run -> count(run.audit().twice()));
    line("heals", NONE, count(with.heals()));
    row("slowest call", run -> seconds(run.slowest()));
    return text.toString();
  }

  private void row(String name, Function<RunResult, String> value) {
    line(name, value.apply(without), value.apply(with));
  }

  private void line(String name, String left, String right) {
    text.append(String.format("%-34s%16s%16s%n", name, left, right));
  }

  private static String failedBy(RunResult run, Disturbance disturbance) {
    Long failed = run.failedBy().get(disturbance);
    return failed == null ? "skipped" : count(failed);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f s", duration.toMillis() / 1000.0);
  }
}
