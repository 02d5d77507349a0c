package io.dbkeepalive.dialect;

import io.dbkeepalive.config.TimeOuts;
import java.util.function.Predicate;

/** How a session is told how long to wait for locks, unless somebody has told it. Stateless. */
public final class LockTimeOuts {
  private LockTimeOuts() {}

  /** Whether this database's sessions can be told at all. */
  public static boolean areKnownOf(Dialect dialect) {
    return statement(dialect, 1_000, word -> false) != null;
  }

  /**
   * The statement to run in a new session.
   *
   * @param isNamed whether the application's URL or properties have a word in them
   * @return null where there is none to run
   */
  public static String statement(Dialect dialect, long millis, Predicate<String> isNamed) {
    if (dialect == Dialect.MYSQL || dialect == Dialect.MARIADB) {
      return mysql(TimeOuts.seconds(millis), isNamed);
    }
    if (dialect == Dialect.POSTGRESQL) {
      // "Client Connection Defaults": 0 is without; roles, databases and the URL may say otherwise
      return "SELECT set_config('lock_timeout', '"
          + Math.min(millis, Integer.MAX_VALUE)
          + "', false) WHERE current_setting('lock_timeout') = '0'";
    }
    if (dialect == Dialect.H2 && !isNamed.test("LOCK_TIMEOUT")) {
      return "SET LOCK_TIMEOUT " + millis; // "Commands", SET LOCK_TIMEOUT
    }
    if (dialect == Dialect.SQLSERVER && !isNamed.test("lockTimeout")) {
      return "IF @@LOCK_TIMEOUT = -1 SET LOCK_TIMEOUT " + millis; // "SET LOCK_TIMEOUT": -1 is none
    }
    return null;
  }

  /**
   * "Server System Variables": what a session starts with is global, unless somebody set it. MySQL
   * takes no other type.
   */
  private static String mysql(int seconds, Predicate<String> isNamed) {
    StringBuilder sql = new StringBuilder();
    for (String variable : new String[] {"innodb_lock_wait_timeout", "lock_wait_timeout"}) {
      if (!isNamed.test(variable)) {
        sql.append(sql.length() == 0 ? "SET SESSION " : ", SESSION ")
            .append(variable)
            .append(" = CAST(IF(@@SESSION.")
            .append(variable)
            .append(" = @@GLOBAL.")
            .append(variable)
            .append(", ")
            .append(seconds)
            .append(", @@SESSION.")
            .append(variable)
            .append(") AS UNSIGNED)");
      }
    }
    return sql.length() == 0 ? null : sql.toString();
  }
}
