package io.dbkeepalive.tests.support;

import java.time.Duration;
import java.util.List;

/** The SQL by which the tests prepare a server, and look at and end its sessions. */
enum Dialect {
  MYSQL(
      """
      CREATE DATABASE IF NOT EXISTS test
      CREATE USER IF NOT EXISTS 'app'@'%' IDENTIFIED BY 'app-secret'
      GRANT ALL ON test.* TO 'app'@'%'""",
      "SHOW FULL PROCESSLIST", "SELECT CONNECTION_ID()", "KILL %d") {
    @Override
    List<String> idleTimeout(Duration timeout) {
      return List.of(
          "SET GLOBAL wait_timeout = " + timeout.toSeconds(),
          "SET GLOBAL interactive_timeout = " + timeout.toSeconds());
    }
  },
  POSTGRESQL(
      """
      CREATE ROLE app LOGIN PASSWORD 'app-secret'
      CREATE DATABASE test OWNER app""",
      "SELECT pid AS \"Id\", usename AS \"User\","
          + " CASE WHEN state = 'active' THEN query END AS \"Info\" FROM pg_stat_activity",
      "SELECT pg_backend_pid()",
      "SELECT pg_terminate_backend(%d)") {
    @Override
    List<String> idleTimeout(Duration timeout) {
      return List.of(
          "ALTER SYSTEM SET idle_session_timeout = " + timeout.toMillis(),
          "ALTER SYSTEM SET idle_in_transaction_session_timeout = " + timeout.toMillis(),
          "SELECT pg_reload_conf()");
    }
  },
  H2(
      "CREATE USER IF NOT EXISTS app PASSWORD 'app-secret' ADMIN",
      "SELECT SESSION_ID AS \"Id\", LOWER(USER_NAME) AS \"User\","
          + " EXECUTING_STATEMENT AS \"Info\" FROM INFORMATION_SCHEMA.SESSIONS",
      "SELECT SESSION_ID()",
      "SELECT ABORT_SESSION(%d)") {
    @Override
    List<String> idleTimeout(Duration timeout) {
      throw new UnsupportedOperationException("H2 has no time-out of idle sessions");
    }
  };

  static final String USER = "app";
  static final String PASSWORD = "app-secret";

  private final String preparation;

  /** Gives at least the columns {@code Id}, {@code User} and {@code Info}: what runs now. */
  final String sessions;

  final String ownSession;
  private final String kill;

  Dialect(String preparation, String sessions, String ownSession, String kill) {
    this.preparation = preparation;
    this.sessions = sessions;
    this.ownSession = ownSession;
    this.kill = kill;
  }

  /** The commands that make the database and the user of the tests. */
  List<String> preparation() {
    return preparation.lines().toList();
  }

  String kill(long session) {
    return String.format(kill, session);
  }

  abstract List<String> idleTimeout(Duration timeout);
}
