package io.dbkeepalive.tests.benchmark;

import java.io.PrintStream;

/** Opens and closes connections, and says what one takes. */
public final class Opens {
  private static final PrintStream OUT = System.out;
  private static final int FIRST = 60;
  private static final int UNTIL_COMPILED = 2_000;
  private static final int RUNS = 400;

  private Opens() {}

  /**
   * @param arguments contestant, URL, user, password
   */
  public static void main(String[] arguments) throws Exception {
    Contestant who = Contestant.valueOf(arguments[0]);
    Times.Action open = () -> who.open(arguments[1], arguments[2], arguments[3]).close();
    OUT.println("first " + Times.of(FIRST, open).quantile(0.5));
    Times.of(UNTIL_COMPILED, open);
    Times times = Times.of(RUNS, open);
    OUT.println("tenth " + times.quantile(0.1));
    OUT.println("median " + times.quantile(0.5));
  }
}
