package io.dbkeepalive.connection.keepalive;

import io.dbkeepalive.dialect.IdleLimits;
import io.dbkeepalive.recovery.Renewal;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What a worker does for one connection. Stateless. */
final class Tending {
  /** Somebody is at work there, or what it holds would be lost: not again before. */
  private static final long LEFT_ALONE = TimeUnit.MILLISECONDS.toNanos(500);

  /** The same of a lost connection, which only its application's next call can go on with. */
  private static final long LEFT_LOST = TimeUnit.SECONDS.toNanos(10);

  private Tending() {}

  static KeptConnection.Ping ping(Kept kept, LongSupplier nanoTime) {
    KeptConnection connection = kept.get();
    if (connection == null || connection.isClosed()) {
      return KeptConnection.Ping.NOT_SENT;
    }
    long idle = nanoTime.getAsLong() - connection.lastAnswer();
    KeptConnection.Ping ping = connection.ping();
    switch (ping) {
      case ANSWERED:
        long now = nanoTime.getAsLong();
        kept.pingedAt = now == 0 ? 1 : now;
        kept.database.pingAnswered(now);
        break;
      case FAILED:
        kept.database.died(idle, nanoTime.getAsLong());
        heal(kept, nanoTime);
        break;
      default:
        kept.notBefore = nanoTime.getAsLong() + LEFT_ALONE;
    }
    return ping;
  }

  static void heal(Kept kept, LongSupplier nanoTime) {
    KeptConnection connection = kept.get();
    if (connection == null || !kept.database.mayHeal(nanoTime.getAsLong())) {
      return;
    }
    Renewal renewal = connection.heal();
    switch (renewal) {
      case DONE:
        kept.database.healed();
        break;
      case NOT_NOW:
        kept.notBefore = nanoTime.getAsLong() + LEFT_LOST;
        break;
      default:
        notHealed(kept, renewal, nanoTime);
    }
  }

  private static void notHealed(Kept kept, Renewal renewal, LongSupplier nanoTime) {
    if (renewal == Renewal.LOGIN_REFUSED) {
      kept.database.loginRefused(nanoTime.getAsLong());
    } else {
      kept.database.unreachable(nanoTime.getAsLong());
    }
  }

  static void recycle(Kept kept, LongSupplier nanoTime) {
    KeptConnection connection = kept.get();
    if (connection == null || !kept.database.mayHeal(nanoTime.getAsLong())) {
      return;
    }
    Renewal renewal = connection.recycle();
    if (renewal == Renewal.NOT_NOW) {
      kept.notBefore = nanoTime.getAsLong() + LEFT_ALONE;
    } else if (renewal != Renewal.DONE) {
      notHealed(kept, renewal, nanoTime);
    }
  }

  static void askLimits(Kept kept, LongSupplier nanoTime) {
    IdleLimits answer = null;
    try {
      answer = ask(kept, nanoTime);
    } finally {
      kept.database.limitsAsked(answer, nanoTime.getAsLong());
    }
  }

  static void askOwnLimits(Kept kept, LongSupplier nanoTime) {
    KeptConnection connection = kept.get();
    int asked = connection == null ? 0 : connection.ownLimits();
    IdleLimits answer = ask(kept, nanoTime);
    if (answer != null) {
      kept.ownLimits = answer;
      kept.ownLimitsAsked = asked;
    }
  }

  private static IdleLimits ask(Kept kept, LongSupplier nanoTime) {
    KeptConnection connection = kept.get();
    if (connection == null) {
      return null;
    }
    long idle = nanoTime.getAsLong() - connection.lastAnswer();
    IdleLimits answer = connection.askLimits();
    if (answer == null && connection.isLost()) {
      kept.database.died(idle, nanoTime.getAsLong());
      heal(kept, nanoTime);
    } else if (answer == null) {
      kept.notBefore = nanoTime.getAsLong() + LEFT_ALONE;
    }
    return answer;
  }
}
