package io.dbkeepalive.dialect;

import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * Databases told by vendor codes on top of what ISO/IEC 9075-2 (classes 08 and 28) and JDBC 4.3
 * (8.5, categorized exceptions) say. Immutable.
 */
final class CodeFailures implements FailureTable {

  static final FailureTable GENERIC = new CodeFailures(codes(), codes(), codes(), codes());

  static final FailureTable H2 =
      new CodeFailures(
          codes(90007), // ErrorCode.OBJECT_CLOSED: JdbcConnection and JdbcStatement.checkClosed
          codes(
              90067, // ErrorCode.CONNECTION_BROKEN_1
              90098, // ErrorCode.DATABASE_IS_CLOSED
              90121, // ErrorCode.DATABASE_CALLED_AT_SHUTDOWN; also each call on a session whose
              // socket is lost
              50000), // ErrorCode.GENERAL_ERROR_1: what a statement of a session meets that is
          // being ended (SessionLocal.close clears its database); a ping tells it from others
          codes(28000), // ErrorCode.WRONG_USER_OR_PASSWORD
          codes());

  /**
   * SQL Server "Database Engine events and errors"; Azure SQL "Troubleshoot transient connection
   * errors"; Winsock codes.
   */
  static final FailureTable SQLSERVER =
      new CodeFailures(
          codes(),
          codes(
              10053, // connection aborted by this host
              10054, // connection reset by the peer
              233, // no process on the other end of the pipe
              64, // network name no longer available
              596, // session in the kill state
              6005, // SHUTDOWN in progress
              40197, // the service failed over
              40501, // service busy, session ended
              40613, // database not available
              40143, 40166, 40540), // the service failed over
          codes(
              18456, // login failed
              18470, // account disabled
              18486, // account locked out
              18487, // password expired
              18488, // password must be changed
              4060), // cannot open the database that the login asks for
          codes(3906)); // cannot update the database because it is read-only

  /** Oracle "Database Error Messages", "JDBC Error Messages" (ORA-17xxx). */
  static final FailureTable ORACLE =
      new CodeFailures(
          codes(),
          codes(
              28, // session killed
              31, // session marked for kill
              1012, // not logged on
              1033, 1034, // initialization or shutdown in progress; not available
              1089, 1090, 1092, // shutdown in progress; instance terminated
              2396, 2399, // idle time or connect time exceeded
              3113, 3114, 3135, // end of file; not connected; lost contact
              17002, // I/O exception
              17008, // closed connection
              17009, // closed statement
              17410), // no more data to read from the socket
          codes(
              1005, // no password given
              1017, // wrong user or password
              1045, // no CREATE SESSION privilege
              28000, // account locked
              28001), // password expired
          codes(
              16000, // database is open for read-only access
              16003)); // standby database is restricted to read-only access

  /** Db2 "SQLCODEs", "Error codes issued by the IBM Data Server Driver for JDBC and SQLJ". */
  static final FailureTable DB2 =
      new CodeFailures(
          codes(),
          codes(
              -4498, // failed over to another server
              -4499, // fatal, connection ended
              -30081, // communication error
              -30108, // failed over to another server
              -1224), // SQL1224N: the agent that served this connection was ended
          codes(
              -30082, // security processing failed
              -4214), // wrong user or password
          codes(-1773)); // SQL1773N: not supported on a read-enabled HADR standby

  /**
   * Derby, SQLState: each login that it refuses is 08004 ({@code LOGIN_FAILED}, {@code
   * NET_CONNECT_AUTH_FAILED}), which elsewhere is a server that may take the next one.
   */
  static final FailureTable DERBY =
      failure ->
          "08004".equals(failure.getSQLState())
              ? FailureKind.LOGIN_REFUSED
              : GENERIC.kindOf(failure);

  private final Set<Integer> closed;
  private final Set<Integer> gone;
  private final Set<Integer> refused;
  private final Set<Integer> readOnly;

  private CodeFailures(
      Set<Integer> closed, Set<Integer> gone, Set<Integer> refused, Set<Integer> readOnly) {
    this.closed = closed;
    this.gone = gone;
    this.refused = refused;
    this.readOnly = readOnly;
  }

  @Override
  public FailureKind kindOf(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    int code = failure.getErrorCode();
    if (state.startsWith("28")
        || refused.contains(code)
        || failure instanceof SQLInvalidAuthorizationSpecException) {
      return FailureKind.LOGIN_REFUSED;
    }
    if (closed.contains(code)) {
      return FailureKind.CLOSED_BEFORE_SEND;
    }
    if (readOnly.contains(code)) {
      return FailureKind.WRONG_SERVER;
    }
    boolean lost =
        gone.contains(code)
            || state.startsWith("08")
            || failure instanceof SQLRecoverableException
            || failure instanceof SQLNonTransientConnectionException;
    return lost ? FailureKind.GONE : FailureKind.OTHER;
  }

  private static Set<Integer> codes(Integer... codes) {
    return Collections.unmodifiableSet(new HashSet<>(Arrays.asList(codes)));
  }
}
