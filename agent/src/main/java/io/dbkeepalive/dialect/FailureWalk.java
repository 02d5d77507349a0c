package io.dbkeepalive.dialect;

import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Looks through what is chained to a failure, at most 16 throwables, cycles included. Stateless.
 */
final class FailureWalk {

  private static final int MOST = 16;

  private FailureWalk() {}

  /**
   * The first throwable that tells of a lost connection or a refused login decides. Only the
   * failure that the driver threw proves that the statement did not run: what is chained to another
   * one, or a batch, tells of a later step. Suppressed ones are not asked: they are what drivers
   * met while cleaning up, and what this agent says itself.
   */
  static FailureKind classify(Throwable failure, FailureTable table) {
    Deque<Throwable> ahead = new ArrayDeque<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    push(ahead, failure);
    boolean first = true;
    while (!ahead.isEmpty() && seen.size() < MOST) {
      Throwable next = ahead.removeFirst();
      if (!seen.add(next)) {
        continue;
      }
      if (next instanceof SQLException) {
        SQLException one = (SQLException) next;
        FailureKind kind = table.kindOf(one);
        if (kind != FailureKind.OTHER) {
          boolean ofThisStatement = first && !(one instanceof BatchUpdateException);
          return withTimeOut(ofThisStatement ? kind : kind.ofLaterStep(), one);
        }
        if (one instanceof SQLTimeoutException || table.isCancel(one)) {
          return FailureKind.OTHER;
        }
        first = false;
        push(ahead, one.getNextException());
      } else if (!first && isBrokenSocket(next)) {
        return FailureKind.GONE;
      }
      push(ahead, next.getCause());
    }
    return FailureKind.OTHER;
  }

  /**
   * Some drivers have no word of their own for a line that breaks in the midst of rows: Connector/J
   * (SQLExceptionsMapping, S1000) and H2 (ResultRemote, 90028) wrap what the socket threw. It may
   * have been another one than theirs, of a stream that the application passed say: callers ask.
   */
  private static boolean isBrokenSocket(Throwable cause) {
    return cause instanceof SocketException || cause instanceof EOFException;
  }

  private static FailureKind withTimeOut(FailureKind kind, SQLException failure) {
    return kind == FailureKind.GONE && isSocketTimeOut(failure) ? FailureKind.TIMED_OUT : kind;
  }

  /**
   * What the drivers make of a read that took longer than the socket's time-out has its exception
   * as a cause: Connector/J ExceptionFactory.createCommunicationsException, MariaDB
   * StandardClient.readPacket, pgjdbc QueryExecutorImpl (08006), SQL Server TDSChannel.read. The
   * same while opening is no time-out of a statement: MariaDB throws an SQLTimeoutException then,
   * pgjdbc and SQL Server the state 08001.
   */
  private static boolean isSocketTimeOut(SQLException failure) {
    if (failure instanceof SQLTimeoutException || "08001".equals(failure.getSQLState())) {
      return false;
    }
    Throwable cause = failure.getCause();
    for (int i = 0; i < MOST && cause != null; i++) {
      if (cause instanceof SocketTimeoutException) {
        // java.net.Socket.connect, since JDK 13 with a capital
        return !"connect timed out".equalsIgnoreCase(cause.getMessage());
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static void push(Deque<Throwable> ahead, Throwable next) {
    if (next != null) {
      ahead.addLast(next);
    }
  }
}
