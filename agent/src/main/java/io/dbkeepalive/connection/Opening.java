package io.dbkeepalive.connection;

import io.dbkeepalive.connection.budget.Place;
import io.dbkeepalive.dialect.CompetingMachinery;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/**
 * Which connections become managed: the innermost one that a driver returns while the application
 * opens one. Drivers call each other (spies do), and data sources call drivers.
 *
 * <p>Each thread has its own.
 */
public final class Opening {
  private static final ThreadLocal<Opening> CURRENT = new ThreadLocal<>();

  /** By {@code System.nanoTime}. */
  private final long began = System.nanoTime();

  private final Opening outer;

  /** Something inside opened what this one returns, or wraps. */
  private boolean doneInside;

  /** This agent is opening: what comes out takes the place of another. */
  private final boolean unmanaged;

  private final boolean xa;

  /** Taken for this opening; null without. */
  private final Place ownPlace;

  private Opening(Opening outer, boolean unmanaged, boolean xa, Place place) {
    this.outer = outer;
    this.unmanaged = unmanaged || outer != null && outer.unmanaged;
    this.xa = xa || outer != null && outer.xa;
    this.ownPlace = place;
  }

  /**
   * @param xa whether what is opened is a resource of a transaction manager
   */
  public static Opening begin(boolean xa) {
    return begin(xa, null);
  }

  private static Opening begin(boolean xa, Place place) {
    Opening opening = new Opening(CURRENT.get(), false, xa, place);
    CURRENT.set(opening);
    return opening;
  }

  /**
   * The same in a place of the budget, for which it may wait; one that this agent opens, or that is
   * opened inside another one, needs none of its own.
   *
   * @param opener a driver, or a driver's own data source
   * @throws SQLTransientConnectionException for the application: no place became free
   */
  public static Opening begin(Environment environment, Object opener, String url)
      throws SQLException {
    Opening outer = CURRENT.get();
    boolean hasPlace = outer != null && (outer.unmanaged || outer.xa || outer.place() != null);
    return begin(false, hasPlace ? null : Places.take(environment.budget, opener, url));
  }

  /** Of the budget, in which what is opened is; null without. */
  Place place() {
    return ownPlace != null || outer == null ? ownPlace : outer.place();
  }

  /** What was opened is managed by now, or will not be. */
  public void leavePlace() {
    if (ownPlace != null && !ownPlace.isHeld()) {
      ownPlace.giveBack();
    }
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

  /** Since it began: without the wait for a place, for that is not the server's. */
  long tookNanos() {
    return System.nanoTime() - began;
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
    Opening opening = new Opening(CURRENT.get(), true, false, null);
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
