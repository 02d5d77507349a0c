package io.dbkeepalive.tests.proof;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came of one run.
 *
 * @param cut null if it was to be cut nowhere
 * @param kindCut the kind of the call at which it was cut; null if it was not
 * @param call the number of that call
 * @param told the number of errors that the application was told
 * @param firstTold the first of them; null if there was none
 * @param wrong how the database, or what was read, disagrees with what was told; empty if it agrees
 */
record Run(
    Setup setup,
    String workload,
    CutKind cut,
    String kindCut,
    int call,
    int told,
    String firstTold,
    String wrong,
    long micros) {
  private static final String SEPARATOR = "\t";

  boolean isWrong() {
    return !wrong.isEmpty();
  }

  /**
   * Whether a run beside this one was in its way, as by the gap locks of MySQL: that is not the
   * cut's doing.
   */
  boolean isDisturbed() {
    return firstTold != null && (firstTold.startsWith("40001 ") || firstTold.startsWith("40P01 "));
  }

  boolean isTold() {
    return told > 0;
  }

  /** A line for a program to read. */
  String line() {
    return Stream.of(setup.argument(), workload, cut, kindCut, call, told, firstTold, wrong, micros)
        .map(field -> field == null ? "" : field.toString().replaceAll("\\s+", " "))
        .collect(Collectors.joining(SEPARATOR));
  }

  static Run parse(String line) {
    String[] fields = line.split(SEPARATOR, -1);
    return new Run(
        Setup.parse(fields[0]),
        fields[1],
        CutKind.valueOf(fields[2]),
        fields[3].isEmpty() ? null : fields[3],
        Integer.parseInt(fields[4]),
        Integer.parseInt(fields[5]),
        fields[6].isEmpty() ? null : fields[6],
        fields[7],
        Long.parseLong(fields[8]));
  }

  /** For a person: what a run has to say that went ill. */
  @Override
  public String toString() {
    return String.format(
        "%s %s%s %s: %s at call %d (%s): %d told (%s), wrong: %s",
        setup.contestant(),
        setup.configuration(),
        setup.pooled() ? " pooled" : "",
        workload,
        cut,
        call,
        kindCut,
        told,
        firstTold,
        wrong);
  }
}
