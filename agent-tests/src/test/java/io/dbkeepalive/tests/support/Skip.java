package io.dbkeepalive.tests.support;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The one way in which a test may be left out: with a reason, and never in CI. */
public final class Skip {
  private static final boolean FORBIDDEN =
      Boolean.parseBoolean(System.getenv("CI")) || Boolean.getBoolean("dbkeepalive.tests.no-skips");

  private Skip() {}

  /** Ends the running test as skipped, or as failed where nothing may be skipped. */
  public static void because(String reason) {
    if (FORBIDDEN) {
      Assertions.fail("nothing may be skipped here, but " + reason);
    }
    Assumptions.abort(reason);
  }
}
