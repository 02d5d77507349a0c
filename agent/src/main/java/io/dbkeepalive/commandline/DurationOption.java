package io.dbkeepalive.commandline;

import io.dbkeepalive.config.Durations;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as the agent's own options take it, in milliseconds, from 100 ms to an hour. */
final class DurationOption implements ITypeConverter<Long> {
  private static final long LEAST = 100;
  private static final long MOST = 3_600_000;

  @Override
  public Long convert(String text) {
    try {
      long millis = Durations.millis(text);
      if (millis >= LEAST && millis <= MOST) {
        return millis;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new TypeConversionException("'" + text + "' is no time from 100ms to 1h, as 500ms or 5s");
  }
}
