package io.dbkeepalive.telemetry.state;

/** What came of an action on connections. Immutable. */
public final class Checked {
  /** Those that are well. */
  public final int well;

  /** Those that are lost, still. */
  public final int lost;

  /** Those that nobody could be sure of: in use, or not answered yet. */
  public final int unknown;

  public Checked(int well, int lost, int unknown) {
    this.well = well;
    this.lost = lost;
    this.unknown = unknown;
  }

  @Override
  public String toString() {
    return well + " well, " + lost + " lost, " + unknown + " in use or unanswered";
  }
}
