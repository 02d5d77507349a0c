package io.dbkeepalive.telemetry;

import java.util.Locale;

/**
 * Constants as logs, metrics and documents write them: {@code IN_TRANSACTION} as in-transaction.
 */
public final class EnumWords {
  private EnumWords() {}

  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
