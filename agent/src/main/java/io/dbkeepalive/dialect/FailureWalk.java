package io.dbkeepalive.dialect;

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
   * one, or a batch, tells of a later step.
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
          return first && !(one instanceof BatchUpdateException) ? kind : unproven(kind);
        }
        if (one instanceof SQLTimeoutException || table.isCancel(one)) {
          return FailureKind.OTHER;
        }
        first = false;
        push(ahead, one.getNextException());
      }
      push(ahead, next.getCause());
    }
    return FailureKind.OTHER;
  }

  private static FailureKind unproven(FailureKind kind) {
    boolean proof = kind == FailureKind.CLOSED_BEFORE_SEND || kind == FailureKind.GONE_NOT_RUN;
    return proof ? FailureKind.GONE : kind;
  }

  private static void push(Deque<Throwable> ahead, Throwable next) {
    if (next != null) {
      ahead.addLast(next);
    }
  }
}
