package io.dbkeepalive.dialect;

import java.lang.reflect.InvocationTargetException;
import java.sql.SQLException;

/**
 * PostgreSQL through pgjdbc. States are those of PostgreSQL's appendix "Error Codes". What the
 * driver itself throws has no server message, and its text is translated, so that states and frames
 * are asked rather than words.
 */
final class PostgresqlFailures implements FailureTable {

  @Override
  public FailureKind kindOf(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    String severity = severity(failure);
    if (severity.equals("ERROR")) {
      // the session goes on: class 08 comes from a foreign server then.
      // 25006 read_only_sql_transaction: of a standby, and of a primary made read-only
      return state.equals("25006") ? FailureKind.WRONG_SERVER : FailureKind.OTHER;
    }
    if (state.startsWith("28")) {
      return FailureKind.LOGIN_REFUSED;
    }
    if (severity.isEmpty() && (state.equals("08003") || isClosedStatement(failure, state))) {
      return FailureKind.CLOSED_BEFORE_SEND; // PgConnection.checkClosed, PgStatement.checkClosed
    }
    switch (state) {
      case "57P05": // idle_session_timeout
      case "25P03": // idle_in_transaction_session_timeout
        return severity.equals("FATAL") ? FailureKind.GONE_NOT_RUN : FailureKind.GONE;
      case "57P01": // admin_shutdown
        return isSaidInStatement(failure, severity)
            ? FailureKind.GONE_ROLLED_BACK
            : FailureKind.GONE;
      case "57P02": // crash_shutdown
      case "57P03": // cannot_connect_now
      case "57P04": // database_dropped
      case "25P04": // transaction_timeout
        return FailureKind.GONE;
      default:
        // "Message Formats": after FATAL and PANIC the session ends, whatever the code: 40001 is
        // also that of a conflict with recovery on a standby
        boolean ends = severity.equals("FATAL") || severity.equals("PANIC");
        return ends || state.startsWith("08") ? FailureKind.GONE : FailureKind.OTHER;
    }
  }

  /**
   * PostgreSQL, postgres.c: where a backend looks for interrupts, which it does not while it
   * commits. As a WARNING (syncrep.c) the same code follows a commit. What a pooler says in its own
   * name has no routine: its server may go on with the statement.
   */
  private static boolean isSaidInStatement(SQLException failure, String severity) {
    return severity.equals("FATAL") && "ProcessInterrupts".equals(said(failure, "getRoutine"));
  }

  @Override
  public boolean isCancel(SQLException failure) {
    return "57014".equals(failure.getSQLState()); // query_canceled
  }

  /**
   * 55000 is also what the server says of an object, and the driver of a closed ResultSet or LOB.
   */
  private static boolean isClosedStatement(SQLException failure, String state) {
    if (!state.equals("55000")) {
      return false;
    }
    StackTraceElement[] frames = failure.getStackTrace();
    boolean thrownByCheck =
        frames.length > 0
            && frames[0].getClassName().equals("org.postgresql.jdbc.PgStatement")
            && frames[0].getMethodName().equals("checkClosed");
    return thrownByCheck || "This statement has been closed.".equals(failure.getMessage());
  }

  /**
   * As the server says it, in the language of its messages; empty if the server said nothing,
   * {@code "?"} if it cannot be asked.
   */
  private static String severity(SQLException failure) {
    return said(failure, "getSeverity");
  }

  private static String said(SQLException failure, String getter) {
    try {
      Object message = get(failure, "getServerErrorMessage");
      Object word = message == null ? "" : get(message, getter);
      return word == null ? "?" : word.toString();
    } catch (NoSuchMethodException
        | IllegalAccessException
        | InvocationTargetException
        | RuntimeException e) {
      return "?";
    }
  }

  private static Object get(Object from, String getter)
      throws NoSuchMethodException, IllegalAccessException, InvocationTargetException {
    return from.getClass().getMethod(getter).invoke(from);
  }
}
