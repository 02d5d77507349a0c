package io.dbkeepalive.telemetry.state;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What came of an action on connections. Immutable. */
public final class Checked {
  private static final Pattern TEXT =
      Pattern.compile("(\\d+) well, (\\d+) lost, (\\d+) in use or unanswered");

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

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException it did not
   */
  public static Checked parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not what an action came to");
    }
    return new Checked(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)));
  }
}
