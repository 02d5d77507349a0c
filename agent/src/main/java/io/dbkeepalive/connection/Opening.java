package io.dbkeepalive.connection;

import io.dbkeepalive.dialect.CompetingMachinery;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Which connections become managed: the innermost one that a driver returns while the application
 * opens one. Drivers call each other (spies do), and data sources call drivers.
 *
 * <p>Each thread has its own.
 */
public final class Opening {
  private static final ThreadLocal<Opening> CURRENT = new ThreadLocal<>();

  private final Opening outer;

  /** Something inside opened what this one returns, or wraps. */
  private boolean doneInside;

  /** This agent is opening: what comes out takes the place of another. */
  private final boolean unmanaged;

  private final boolean xa;

  private Opening(Opening outer, boolean unmanaged, boolean xa) {
    this.outer = outer;
    this.unmanaged = unmanaged || outer != null && outer.unmanaged;
    this.xa = xa || outer != null && outer.xa;
  }

  /**
   * @param xa whether what is opened is a resource of a transaction manager
   */
  public static Opening begin(boolean xa) {
    Opening opening = new Opening(CURRENT.get(), false, xa);
    CURRENT.set(opening);
    return opening;
  }

  /** Whether what was opened is the application's innermost connection. */
  public boolean end(boolean openedConnection) {
    restoreOuter();
    boolean innermost = openedConnection && !doneInside && !unmanaged;
    if (outer != null && (innermost || doneInside)) {
      outer.doneInside = true;
    }
    return innermost;
  }

  public boolean isXa() {
    return xa;
  }

  private void restoreOuter() {
    if (outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer);
    }
  }

  /** Opens a physical connection that stays without a state of its own. */
  static Connection unmanaged(Opener opener, Login login) throws SQLException {
    Opening opening = new Opening(CURRENT.get(), true, false);
    CURRENT.set(opening);
    try {
      Connection fresh = opener.open(login);
      if (fresh == null) {
        throw new SQLException("the driver does not take its own URL any more", "08001");
      }
      CompetingMachinery.disarm(fresh);
      return fresh;
    } finally {
      opening.restoreOuter();
    }
  }
}
