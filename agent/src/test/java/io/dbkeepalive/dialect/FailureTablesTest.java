package io.dbkeepalive.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.mysql.cj.exceptions.CJCommunicationsException;
import com.mysql.cj.exceptions.ExceptionFactory;
import com.mysql.cj.jdbc.exceptions.SQLExceptionsMapping;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/** Each row of the tables of failures, as drivers and servers word it. */
class FailureTablesTest {
  private static final String IDLE =
      "The client was disconnected by the server because of inactivity. See wait_timeout and"
          + " interactive_timeout for configuring this behavior.";

  record Row(Dialect dialect, Throwable failure, FailureKind kind) {
    @Override
    public String toString() {
      return dialect.name() + " " + failure + " " + kind;
    }
  }

  private static Row mysql(String message, String state, int code, FailureKind kind) {
    return new Row(Dialect.MYSQL, new SQLException(message, state, code), kind);
  }

  static Row server(String severity, String state, FailureKind kind) {
    String fields = "S" + severity + "\0V" + severity + "\0C" + state + "\0Mmessage\0\0";
    return new Row(Dialect.POSTGRESQL, new PSQLException(new ServerErrorMessage(fields)), kind);
  }

  static Row interrupted(String severity, String state, FailureKind kind) {
    String fields = "S" + severity + "\0C" + state + "\0Mmessage\0RProcessInterrupts\0\0";
    return new Row(Dialect.POSTGRESQL, new PSQLException(new ServerErrorMessage(fields)), kind);
  }

  private static Row prevented(String server, String option, FailureKind kind) {
    String message =
        server + " is running with the " + option + " option so it cannot execute this statement";
    return mysql(message, "HY000", 1290, kind);
  }

  private static Row timedOut(
      Dialect dialect, String message, String state, String cause, FailureKind kind) {
    SQLException failure =
        new SQLException(message, state, new IOException(new SocketTimeoutException(cause)));
    return new Row(dialect, failure, kind);
  }

  private static Row driver(String message, PSQLState state, FailureKind kind) {
    return new Row(Dialect.POSTGRESQL, new PSQLException(message, state), kind);
  }

  private static Row code(Dialect dialect, int code, FailureKind kind) {
    return new Row(dialect, new SQLException("message", "S0001", code), kind);
  }

  static Row[] rows() throws SQLException {
    Dialect generic = Dialect.GENERIC;
    FailureKind timedOut = FailureKind.TIMED_OUT;
    FailureKind other = FailureKind.OTHER;
    return new Row[] {
      // Connector/J
      mysql(
          "No operations allowed after connection closed.",
          "08003",
          0,
          FailureKind.CLOSED_BEFORE_SEND),
      mysql(
          "No operations allowed after statement closed.",
          "S1009",
          0,
          FailureKind.CLOSED_BEFORE_SEND),
      mysql(
          "PreparedStatement has been closed. No further operations allowed.",
          "S1009",
          0,
          FailureKind.CLOSED_BEFORE_SEND),
      mysql("Parameter index out of range (2 > 1).", "S1009", 0, FailureKind.OTHER),
      mysql(IDLE, "08S01", 0, FailureKind.GONE_NOT_RUN),
      mysql("Communications link failure\n\nThe last packet ...", "08S01", 0, FailureKind.GONE),
      mysql(
          "Communications link failure during commit(). Transaction resolution unknown.",
          "08007",
          0,
          FailureKind.GONE),
      mysql("Server shutdown in progress", "08S01", 1053, FailureKind.GONE),
      mysql(
          "Data source rejected establishment of connection, message from server: \"Too many connections\"",
          "08004",
          1040,
          FailureKind.OTHER),
      mysql(
          "Access denied for user 'u'@'h' (using password: YES)",
          "28000",
          1045,
          FailureKind.LOGIN_REFUSED),
      mysql(
          "Access denied for user 'u'@'h' to database 'd'",
          "42000",
          1044,
          FailureKind.LOGIN_REFUSED),
      mysql(
          "Access denied for user 'u'@'h'. Account is locked.",
          "HY000",
          3118,
          FailureKind.LOGIN_REFUSED),
      mysql(
          "Your password has expired. To log in you must change it using a client that supports expired passwords.",
          "S1000",
          0,
          FailureKind.LOGIN_REFUSED),
      mysql(
          "Deadlock found when trying to get lock; try restarting transaction",
          "40001",
          1213,
          FailureKind.OTHER),
      mysql(
          "Lock wait timeout exceeded; try restarting transaction",
          "41000",
          1205,
          FailureKind.OTHER),
      mysql("Query execution was interrupted", "70100", 1317, FailureKind.OTHER),
      prevented("The MySQL server", "--read-only", FailureKind.WRONG_SERVER),
      prevented("The MySQL server", "--super-read-only", FailureKind.WRONG_SERVER),
      prevented("(conn=12) The MariaDB server", "--read-only", FailureKind.WRONG_SERVER),
      prevented("The MySQL server", "--secure-file-priv", FailureKind.OTHER),
      prevented("The MySQL server", "--skip-grant-tables", FailureKind.OTHER),
      mysql(
          "(conn=12) The MariaDB server is running with the --secure-file-priv option so it cannot"
              + " execute this statement\nQuery is: SELECT 1 INTO OUTFILE '--read-only'",
          "HY000",
          1290,
          FailureKind.OTHER),
      mysql("Running in read-only mode", "HY000", 1836, FailureKind.WRONG_SERVER),
      mysql(
          "Cannot execute statement in a READ ONLY transaction.", "25006", 1792, FailureKind.OTHER),
      mysql("Duplicate entry", "23000", 1062, FailureKind.OTHER),
      mysql(null, null, 0, FailureKind.OTHER),
      new Row(
          Dialect.MYSQL,
          new SQLTimeoutException("Statement cancelled due to timeout or client request"),
          FailureKind.OTHER),
      new Row(
          Dialect.MYSQL,
          new SQLTimeoutException(
              "Connection closed to due to statement timeout being reached and \"queryTimeoutKillsConnection\" being set to \"true\"."),
          FailureKind.GONE),
      // MariaDB Connector/J
      mysql("(conn=12) Connection is closed", "08000", 1220, FailureKind.CLOSED_BEFORE_SEND),
      mysql(
          "(conn=12) Cannot do an operation on a closed statement",
          "42000",
          -1,
          FailureKind.CLOSED_BEFORE_SEND),
      mysql("(conn=12) Socket error", "08000", -1, FailureKind.GONE),
      mysql(
          "(conn=12) Packet too big for current server max_allowed_packet value",
          "08000",
          -1,
          FailureKind.OTHER),
      mysql("(conn=12) " + IDLE, "HY000", 4031, FailureKind.GONE_NOT_RUN),
      mysql("(conn=12) Connection was killed", "70100", 1927, FailureKind.GONE),
      mysql("(conn=12) Got timeout reading communication packets", "08S01", 1159, FailureKind.GONE),
      // what claims to be a client's time-out at the server's hand, without its code, but in no
      // lost state
      mysql(IDLE, "45000", 1644, FailureKind.OTHER),
      // pgjdbc
      driver(
          "This connection has been closed.",
          PSQLState.CONNECTION_DOES_NOT_EXIST,
          FailureKind.CLOSED_BEFORE_SEND),
      driver(
          "Diese Verbindung wurde geschlossen.",
          PSQLState.CONNECTION_DOES_NOT_EXIST,
          FailureKind.CLOSED_BEFORE_SEND),
      driver(
          "This statement has been closed.",
          PSQLState.OBJECT_NOT_IN_STATE,
          FailureKind.CLOSED_BEFORE_SEND),
      driver("This ResultSet is closed.", PSQLState.OBJECT_NOT_IN_STATE, FailureKind.OTHER),
      driver(
          "An I/O error occurred while sending to the backend.",
          PSQLState.CONNECTION_FAILURE,
          FailureKind.GONE),
      server("FATAL", "57P05", FailureKind.GONE_NOT_RUN),
      server("FATAL", "25P03", FailureKind.GONE_NOT_RUN),
      server("WARNING", "57P05", FailureKind.GONE),
      server("FATAL", "57P01", FailureKind.GONE), // a pooler's: names no routine
      interrupted("FATAL", "57P01", FailureKind.GONE_ROLLED_BACK),
      interrupted("WARNING", "57P01", FailureKind.GONE),
      interrupted("FATAL", "57P02", FailureKind.GONE),
      server("FATAL", "40001", FailureKind.GONE), // conflict with recovery
      server("PANIC", "XX000", FailureKind.GONE),
      server("FATAL", "57P02", FailureKind.GONE),
      server("FATAL", "25P04", FailureKind.GONE),
      server("FATAL", "08P01", FailureKind.GONE),
      server("ERROR", "08003", FailureKind.OTHER),
      server("ERROR", "08006", FailureKind.OTHER),
      server("ERROR", "57P01", FailureKind.OTHER),
      server("ERROR", "55000", FailureKind.OTHER),
      server("ERROR", "57014", FailureKind.OTHER),
      server("ERROR", "40001", FailureKind.OTHER),
      server("ERROR", "25006", FailureKind.WRONG_SERVER),
      server("FATAL", "28P01", FailureKind.LOGIN_REFUSED),
      server("FATAL", "28000", FailureKind.LOGIN_REFUSED),
      new Row(
          Dialect.POSTGRESQL, new SQLException("not the driver's own", "08003"), FailureKind.GONE),
      // socket time-outs
      new Row(Dialect.MYSQL, connectorJ(new SocketTimeoutException("Read timed out")), timedOut),
      new Row(
          Dialect.MYSQL,
          connectorJ(new SocketTimeoutException("Connect timed out")),
          FailureKind.GONE),
      new Row(Dialect.MYSQL, connectorJ(new EOFException("Can not read")), FailureKind.GONE),
      new Row(Dialect.MYSQL, mariaDb(new SocketTimeoutException("Read timed out")), timedOut),
      new Row(
          Dialect.MARIADB,
          new SQLTimeoutException(
              "Socket timeout when connecting to address=(host=h). Read timed out",
              "08000",
              new SocketTimeoutException("Read timed out")),
          FailureKind.GONE),
      timedOut(
          Dialect.POSTGRESQL,
          "An I/O error occurred while sending to the backend.",
          "08006",
          "Read timed out",
          timedOut),
      timedOut(
          Dialect.POSTGRESQL,
          "The connection attempt failed.",
          "08001",
          "Read timed out",
          FailureKind.GONE),
      timedOut(Dialect.SQLSERVER, "Read timed out", "08S01", "Read timed out", timedOut),
      timedOut(Dialect.ORACLE, "IO Error", "08006", "Socket read timed out", timedOut),
      timedOut(Dialect.GENERIC, "not of a connection", "22000", "Read timed out", other),
      new Row(Dialect.SQLSERVER, new SQLTimeoutException("The query has timed out."), other),
      // closed later, by the time-out of an earlier call
      new Row(
          Dialect.MYSQL,
          new SQLException(
              "No operations allowed after connection closed.",
              "08003",
              connectorJ(new SocketTimeoutException("Read timed out"))),
          FailureKind.CLOSED_BEFORE_SEND),
      // others
      code(Dialect.SQLSERVER, 3906, FailureKind.WRONG_SERVER),
      code(Dialect.ORACLE, 16000, FailureKind.WRONG_SERVER),
      code(Dialect.DB2, -1773, FailureKind.WRONG_SERVER),
      code(Dialect.DB2, -1224, FailureKind.GONE),
      code(Dialect.SQLSERVER, 10054, FailureKind.GONE),
      code(Dialect.SQLSERVER, 40613, FailureKind.GONE),
      code(Dialect.SQLSERVER, 18456, FailureKind.LOGIN_REFUSED),
      code(Dialect.SQLSERVER, 1205, FailureKind.OTHER),
      code(Dialect.ORACLE, 3113, FailureKind.GONE),
      code(Dialect.ORACLE, 17008, FailureKind.GONE),
      code(Dialect.ORACLE, 1017, FailureKind.LOGIN_REFUSED),
      code(Dialect.ORACLE, 1013, FailureKind.OTHER),
      code(Dialect.DB2, -4499, FailureKind.GONE),
      code(Dialect.DB2, -911, FailureKind.OTHER),
      new Row(
          Dialect.MYSQL,
          new SQLException(
              "Can not read response from server. Expected to read 4 bytes, read 1 bytes before"
                  + " connection was unexpectedly lost.",
              "S1000"),
          FailureKind.GONE),
      code(Dialect.H2, 90067, FailureKind.GONE),
      code(Dialect.H2, 90121, FailureKind.GONE),
      code(Dialect.H2, 50000, FailureKind.GONE),
      code(Dialect.H2, 50200, FailureKind.OTHER),
      code(generic, 90067, FailureKind.OTHER),
      new Row(
          Dialect.of("jdbc:derby://db:1527/shop"),
          new SQLNonTransientConnectionException("Invalid authentication", "08004", 40000),
          FailureKind.LOGIN_REFUSED),
      new Row(
          Dialect.DERBY,
          new SQLNonTransientConnectionException("Insufficient data", "08006", 40000),
          FailureKind.GONE),
      new Row(generic, new SQLException("m", "08004"), FailureKind.GONE),
      new Row(generic, new SQLException("m", "08006"), FailureKind.GONE),
      new Row(generic, new SQLException("m", "28000"), FailureKind.LOGIN_REFUSED),
      new Row(generic, new SQLRecoverableException("m"), FailureKind.GONE),
      new Row(generic, new SQLNonTransientConnectionException("m"), FailureKind.GONE),
      new Row(generic, new SQLTransientConnectionException("pool is empty"), FailureKind.OTHER),
      new Row(
          generic,
          new SQLTimeoutException("m", new SQLRecoverableException("m")),
          FailureKind.OTHER),
      new Row(generic, new EOFException("m"), FailureKind.OTHER),
      new Row(generic, null, FailureKind.OTHER),
    };
  }

  @ParameterizedTest
  @MethodSource("rows")
  void eachRowOfTheTables(Row row) {
    assertEquals(row.kind(), row.dialect().classify(row.failure()));
  }

  /** As ConnectionImpl gets it from NativeProtocol. */
  private static SQLException connectorJ(IOException cause) {
    return SQLExceptionsMapping.translateException(
        ExceptionFactory.createException(CJCommunicationsException.class, "link failure", cause));
  }

  /** As StandardClient.readPacket makes it. */
  private static SQLException mariaDb(IOException cause) throws SQLException {
    return new org.mariadb.jdbc.export.ExceptionFactory(
            Configuration.parse("jdbc:mariadb://h/d"), HostAddress.from("h", 3306))
        .create("Socket timout error", "08000", cause);
  }
}
