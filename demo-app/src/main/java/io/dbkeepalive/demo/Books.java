package io.dbkeepalive.demo;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/**
 * What the shop says the database told it, and what the agent says it did.
 *
 * <p>Thread safe. All fields are guarded by this object's lock.
 */
final class Books {
  private static final String HEALED = "[dbkeepalive] connection-healed ";

  private final Map<String, Integer> confirmed = new HashMap<>();
  private long statements;
  private long failed;
  private long heals;
  private long slowestMicros;

  /**
   * Takes one line of the shop's ledger.
   *
   * @throws IllegalArgumentException if it is none
   */
  synchronized void enter(String line) {
    String[] words = line.split(" ", 3);
    switch (words[0]) {
      case "statement" -> {
        statements++;
        took(words[1]);
      }
      case "connected" -> took(words[1]);
      case "failed" -> {
        statements++;
        failed++;
        took(words[1]);
      }
      case "confirmed" -> confirmed.put(words[1], Integer.valueOf(words[2]));
      default -> throw new IllegalArgumentException("the shop wrote an unknown line: " + line);
    }
  }

  /** Whether a line of the shop's ledger tells of a failed statement, and why it failed. */
  static boolean isFailure(String line) {
    return line.startsWith("failed ");
  }

  /** Takes one line of the shop's log, in which the agent's lines are. */
  synchronized void log(String line) {
    if (line.contains(HEALED)) {
      heals++;
    }
  }

  synchronized long statements() {
    return statements;
  }

  synchronized long failed() {
    return failed;
  }

  synchronized long heals() {
    return heals;
  }

  synchronized Duration slowest() {
    return Duration.of(slowestMicros, ChronoUnit.MICROS);
  }

  /** The orders confirmed to the shop, each with its number of lines. */
  synchronized Map<String, Integer> confirmed() {
    return Map.copyOf(confirmed);
  }

  private void took(String micros) {
    slowestMicros = Math.max(slowestMicros, Long.parseLong(micros));
  }
}
