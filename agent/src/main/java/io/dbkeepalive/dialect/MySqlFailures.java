package io.dbkeepalive.dialect;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * MySQL and MariaDB, each through Connector/J or MariaDB Connector/J: a URL does not tell which of
 * the drivers took it. Both write their messages in English only.
 */
final class MySqlFailures implements FailureTable {

  /**
   * Connector/J, MysqlErrorNumbers: communication link failure; connection does not exist; failed
   * to connect; lost; in doubt.
   */
  private static final Set<String> GONE_STATES =
      states("08S01", "08003", "08001", "08006", "08007");

  private static final Set<Integer> GONE_CODES =
      codes(
          // MySQL Server Error Message Reference
          1042, // ER_BAD_HOST_ERROR
          1043, // ER_HANDSHAKE_ERROR
          1047, // ER_UNKNOWN_COM_ERROR, of a proxy or a Galera node that lost its cluster
          1053, // ER_SERVER_SHUTDOWN
          1081, // ER_IPSOCK_ERROR
          1152, // ER_ABORTING_CONNECTION
          1156, // ER_NET_PACKETS_OUT_OF_ORDER
          1158, // ER_NET_READ_ERROR
          1159, // ER_NET_READ_INTERRUPTED
          1160, // ER_NET_ERROR_ON_WRITE
          1161, // ER_NET_WRITE_INTERRUPTED
          1184, // ER_NEW_ABORTING_CONNECTION
          3169, // ER_SESSION_WAS_KILLED
          // MariaDB Error Code Reference
          1927, // ER_CONNECTION_KILLED
          // MySQL Client Error Message Reference
          2006, // CR_SERVER_GONE_ERROR
          2013, // CR_SERVER_LOST
          2055); // CR_SERVER_LOST_EXTENDED

  private static final Set<Integer> REFUSED_CODES =
      codes(
          1044, // ER_DBACCESS_DENIED_ERROR
          1045, // ER_ACCESS_DENIED_ERROR
          1129, // ER_HOST_IS_BLOCKED: each try more keeps it blocked
          1130, // ER_HOST_NOT_PRIVILEGED
          1698, // ER_ACCESS_DENIED_NO_PASSWORD_ERROR
          1820, // ER_MUST_CHANGE_PASSWORD
          1862, // ER_MUST_CHANGE_PASSWORD_LOGIN
          3118, // ER_ACCOUNT_HAS_BEEN_LOCKED
          3955, // ER_USER_ACCESS_DENIED_FOR_USER_ACCOUNT_BLOCKED_BY_PASSWORD_LOCK
          4151); // MariaDB ER_ACCOUNT_HAS_BEEN_LOCKED

  private static final Set<Integer> CANCEL_CODES =
      codes(
          1317, // ER_QUERY_INTERRUPTED
          1969, // MariaDB ER_STATEMENT_TIMEOUT
          3024); // ER_QUERY_TIMEOUT

  /** ER_CLIENT_INTERACTION_TIMEOUT: the server's word that it ended an idle session. */
  private static final int IDLE_TIMEOUT = 4031;

  @Override
  public FailureKind kindOf(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    String message = failure.getMessage() == null ? "" : failure.getMessage();
    int code = failure.getErrorCode();
    if (state.startsWith("28")
        || REFUSED_CODES.contains(code)
        || isExpiredPassword(message, code)) {
      return FailureKind.LOGIN_REFUSED;
    }
    if (isClosed(state, code, message)) {
      return FailureKind.CLOSED_BEFORE_SEND;
    }
    if (isReadOnlyServer(code, message)) {
      return FailureKind.WRONG_SERVER;
    }
    if (code == IDLE_TIMEOUT || isIdleTimeoutWithoutCode(state, code, message)) {
      return FailureKind.GONE_NOT_RUN;
    }
    // Connector/J with queryTimeoutKillsConnection, Statement.ConnectionKilledDueToTimeout
    boolean killed = message.startsWith("Connection closed to due to statement timeout");
    // Connector/J, FullReadInputStream: the end of the stream in the midst of a packet, which
    // ResultSetImpl and NativeProtocol wrap without a state of the connection's
    boolean cutShort = message.startsWith("Can not read response from server.");
    boolean gone =
        killed
            || cutShort
            || GONE_STATES.contains(state)
            || GONE_CODES.contains(code)
            || isSocketError(state, message);
    return gone ? FailureKind.GONE : FailureKind.OTHER;
  }

  @Override
  public boolean isCancel(SQLException failure) {
    return "70100".equals(failure.getSQLState()) || CANCEL_CODES.contains(failure.getErrorCode());
  }

  /** Thrown on entry, before anything is written to the socket. */
  private static boolean isClosed(String state, int code, String message) {
    return (state.equals("08003")
            && message.startsWith(
                "No operations allowed after connection closed")) // NativeSession.checkClosed
        || (state.startsWith("S100")
            && message.startsWith(
                "No operations allowed after statement closed")) // StatementImpl.checkClosed
        || (state.startsWith("S100")
            && message.startsWith("PreparedStatement has been closed")) // ClientPreparedStatement
        || (state.equals("08000")
            && code == 1220
            && message.endsWith("Connection is closed")) // MariaDB StandardClient.checkNotClosed
        || (code == -1
            && message.contains(
                "Cannot do an operation on a closed statement")) // MariaDB Statement.checkNotClosed
        || (code == -1
            && message.contains(
                "cannot be called on a closed connection")); // MariaDB Connection.setNetworkTimeout
  }

  /**
   * MySQL Server Error Message Reference: 1290 ER_OPTION_PREVENTS_STATEMENT, which names the option
   * in every language, and 1836 ER_READ_ONLY_MODE. Not 1792
   * (ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION), which is the application's own doing.
   */
  private static boolean isReadOnlyServer(int code, String message) {
    String option = message.substring(Math.max(0, message.indexOf("--"))); // SQL may follow it
    return code == 1836
        || (code == 1290
            && (option.startsWith("--read-only") || option.startsWith("--super-read-only")));
  }

  /**
   * Connector/J, NativeProtocol.checkErrorMessage: turns 4031 into a communications failure and
   * keeps but the message.
   */
  private static boolean isIdleTimeoutWithoutCode(String state, int code, String message) {
    return state.equals("08S01")
        && code == 0
        && message.contains("The client was disconnected by the server because of inactivity");
  }

  /**
   * Connector/J, PasswordExpiredException and ClosedOnExpiredPasswordException: 1820 and 1862
   * without their codes.
   */
  private static boolean isExpiredPassword(String message, int code) {
    return code == 0
        && (message.startsWith("You must reset your password using ALTER USER")
            || message.startsWith("Your password has expired"));
  }

  /** MariaDB StandardClient: all of its own state 08000 but a packet that it did not send. */
  private static boolean isSocketError(String state, String message) {
    return state.equals("08000") && !message.contains("Packet too big");
  }

  private static Set<String> states(String... states) {
    return Collections.unmodifiableSet(new HashSet<>(Arrays.asList(states)));
  }

  private static Set<Integer> codes(Integer... codes) {
    return Collections.unmodifiableSet(new HashSet<>(Arrays.asList(codes)));
  }
}
