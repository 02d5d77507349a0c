package io.dbkeepalive.config;

/** An option as it is shown. Immutable. */
public final class EffectiveOption {
  public final String key;

  /** As it was written; {@code <set>} for a secret, null without a value. */
  public final String value;

  /** Where it was given, or {@code default}. */
  public final String origin;

  /** Whether it differs from its default. */
  public final boolean isGiven;

  EffectiveOption(String key, String value, String origin, boolean isGiven) {
    this.key = key;
    this.value = value;
    this.origin = origin;
    this.isGiven = isGiven;
  }
}
