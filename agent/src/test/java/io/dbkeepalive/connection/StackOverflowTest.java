package io.dbkeepalive.connection;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.bootstrap.Handle;
import io.dbkeepalive.config.Options;
import io.dbkeepalive.recovery.RecoveryService;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** An application that runs out of stack somewhere in our code does not stay inside the guard. */
class StackOverflowTest {
  private static final JdbcMethod COMMIT = Jdbc.method(Role.COMMIT, Connection.class, "commit");

  private final Connection handle = new Jdbc().object(Connection.class, Handle.class);
  private final ManagedConnection connection;
  private int overflows;
  private int wellDone;
  private AssertionError stuck;

  StackOverflowTest() throws SQLException {
    connection =
        new ManagedConnection(
            new Environment(Options.defaults(), new RecoveryService(Options.defaults())),
            handle,
            Opener.of(new Jdbc().object(Driver.class), "jdbc:mysql://db/shop", new Properties()),
            null);
  }

  @Test
  void threadIsOutsideAfterEachCallWhereverTheStackEnded() throws InterruptedException {
    Thread deep = new Thread(null, this::diveAndReturn, "deep", 512 * 1024);
    deep.start();
    deep.join();

    assertNull(stuck);
    assertTrue(overflows > 1, "overflows in our code: " + overflows);
    assertTrue(wellDone > 10, "calls that went well: " + wellDone);
    assertFalse(connection.guard.isHeldBy(deep), "the thread ended inside");
  }

  private void diveAndReturn() {
    try {
      dive(Integer.MAX_VALUE);
    } catch (StackOverflowError planned) {
      overflows++;
    } catch (AssertionError e) {
      stuck = e;
    }
  }

  /** On its way back from the deepest point, calls with a little more stack each time. */
  private void dive(int levels) {
    try {
      if (levels > 0) {
        dive(levels - 1);
      }
    } catch (StackOverflowError deepest) {
      if (wellDone <= 10 && call()) {
        wellDone++;
      }
      throw deepest;
    }
  }

  /** What woven code does. */
  private boolean call() {
    try {
      Object entered = ManagedCalls.enter(connection, handle, COMMIT);
      if (entered != null) {
        ManagedCalls.leave(connection, COMMIT);
        return true;
      }
      throw new AssertionError("still inside since an earlier call");
    } catch (StackOverflowError e) {
      overflows++;
      return false;
    }
  }
}
