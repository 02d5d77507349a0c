package io.dbkeepalive.instrumentation.weaving;

/** What is woven around the driver's code of a method. Immutable. */
public final class Advice {
  /** Null for nothing, as the others. */
  final Call enter;

  /** Gives what takes the place of the last argument. */
  final Call replacing;

  /**
   * Whether {@link #enter} may answer that the driver's code be left out: {@link #fail} is next.
   */
  final boolean mayDetour;

  final Call leave;
  final Call fail;

  private Advice(Call enter, Call replacing, boolean mayDetour, Call leave, Call fail) {
    this.enter = enter;
    this.replacing = replacing;
    this.mayDetour = mayDetour;
    this.leave = leave;
    this.fail = fail;
  }

  /** A call at the start only. */
  public static Advice before(Call enter) {
    return new Advice(enter, null, false, null, null);
  }

  /**
   * @param enter null for nothing, as the others
   * @param leave where the driver returns
   * @param fail where the driver throws
   */
  public static Advice around(Call enter, Call leave, Call fail) {
    return new Advice(enter, null, false, leave, fail);
  }

  /**
   * @param enter gives a {@code Detour} where the driver's code is to be left out: {@code fail} is
   *     next, of no exception
   */
  public static Advice guarding(Call enter, Call leave, Call fail) {
    return new Advice(enter, null, true, leave, fail);
  }

  /** The same advice, with what gives another last argument after the start. */
  public Advice replacingLastArgument(Call replacing) {
    return new Advice(enter, replacing, mayDetour, leave, fail);
  }

  boolean endNeeds(Operand operand) {
    return leave != null && leave.needs(operand) || fail != null && fail.needs(operand);
  }

  boolean endNeedsArguments() {
    return leave != null && leave.needsArguments() || fail != null && fail.needsArguments();
  }
}
