package io.dbkeepalive.tests.proof.workloads;

import io.dbkeepalive.tests.proof.Application;
import io.dbkeepalive.tests.proof.Family;
import io.dbkeepalive.tests.proof.Workload;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** JDBC settings; after each the server is asked whether the session has all of them. */
public final class JdbcSettings extends Workload {
  @Override
  public String kind() {
    return "JDBC setting";
  }

  @Override
  public void run(Application application) {
    application.unit(
        connection -> {
          connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
          checkIsolation(application, connection, "serializable");
          if (application.family() == Family.MYSQL) {
            mysql(application, connection);
          } else {
            postgresql(application, connection);
          }
          connection.setAutoCommit(false);
          checkIsolation(application, connection, "serializable");
          connection.commit();
          connection.setAutoCommit(true);
          connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
          checkIsolation(application, connection, "read committed");
          application.check(connection.getAutoCommit(), "auto-commit is off");
        });
  }

  private static void mysql(Application application, Connection connection) throws SQLException {
    connection.setCatalog("information_schema");
    connection.setReadOnly(true);
    checkIsolation(application, connection, "serializable");
    application.checkEqual(
        "information_schema", application.ask(connection, "SELECT DATABASE()"), "the catalog");
    connection.setAutoCommit(false);
    application.checkEqual(
        "OFF", application.ask(connection, "SHOW VARIABLES LIKE 'autocommit'"), "auto-commit");
    connection.commit();
    connection.setAutoCommit(true);
    application.checkEqual(
        "ON", application.ask(connection, "SHOW VARIABLES LIKE 'autocommit'"), "auto-commit");
    connection.setReadOnly(false);
    application.checkEqual(
        "information_schema", application.ask(connection, "SELECT DATABASE()"), "the catalog");
    connection.setCatalog("test");
    application.checkEqual("test", application.ask(connection, "SELECT DATABASE()"), "the catalog");
  }

  private static void postgresql(Application application, Connection connection)
      throws SQLException {
    connection.setSchema("other");
    application.checkEqual("other", application.ask(connection, "SHOW search_path"), "the path");
    connection.setClientInfo("ApplicationName", "proof");
    application.checkEqual(
        "proof", application.ask(connection, "SHOW application_name"), "the client info");
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    application.checkEqual(
        "on", application.ask(connection, "SHOW transaction_read_only"), "read-only");
    connection.commit();
    connection.setAutoCommit(true);
    connection.setReadOnly(false);
    application.checkEqual("other", application.ask(connection, "SHOW search_path"), "the path");
    connection.setSchema("public");
  }

  private static void checkIsolation(
      Application application, Connection connection, String expected) throws SQLException {
    String actual =
        application.ask(
            connection,
            application.family() == Family.MYSQL
                ? "SHOW VARIABLES LIKE 'transaction_isolation'"
                : "SHOW default_transaction_isolation");
    application.checkEqual(
        expected, actual.toLowerCase(Locale.ROOT).replace('-', ' '), "the isolation");
  }
}
