package io.dbkeepalive.tests.jvm;

/** The program of {@code src/smoke/java} that loses its connection in several ways. */
public final class HealingProgram {
  public static final String CLASS = "io.dbkeepalive.smoke.Healing";

  /** What it prints for a server, after the URL, when all was healed or refused as it should. */
  public static final String REPORT =
      """
      statement healed
      prepared statement healed
      batch healed
      lost transaction quarantined
      """;

  private HealingProgram() {}
}
