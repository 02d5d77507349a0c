package io.dbkeepalive.tests.proof.workloads;

import io.dbkeepalive.tests.proof.Application;
import io.dbkeepalive.tests.proof.Family;
import io.dbkeepalive.tests.proof.Workload;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A lock by name: while the application is told nothing, it must hold it. */
public final class AdvisoryLocks extends Workload {
  @Override
  public String kind() {
    return "advisory lock";
  }

  @Override
  public void run(Application application) {
    for (int i = 0; i < 2; i++) {
      long lock = application.nextId();
      application.unit(connection -> hold(application, connection, lock));
    }
  }

  private static void hold(Application application, Connection connection, long lock)
      throws SQLException {
    boolean mysql = application.family() == Family.MYSQL;
    try (Statement statement = connection.createStatement()) {
      execute(
          statement,
          mysql ? "SELECT GET_LOCK('" + lock + "', 10)" : "SELECT pg_advisory_lock(" + lock + ")");
      checkHeld(application, lock);
      for (int i = 0; i < 2; i++) {
        execute(statement, "SELECT n FROM numbers WHERE n = 1");
        checkHeld(application, lock);
      }
      String released =
          execute(
              statement,
              mysql
                  ? "SELECT RELEASE_LOCK('" + lock + "')"
                  : "SELECT pg_advisory_unlock(" + lock + ")");
      application.check(
          "1".equals(released) || "t".equals(released),
          "silently lost: the lock that was released: " + released);
    }
  }

  private static String execute(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void checkHeld(Application application, long lock) throws SQLException {
    String holder =
        application.askOutside(
            application.family() == Family.MYSQL
                ? "SELECT COALESCE(IS_USED_LOCK('" + lock + "'), '')"
                : "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = "
                    + lock);
    application.check(!holder.isEmpty(), "silently lost: the lock");
  }
}
