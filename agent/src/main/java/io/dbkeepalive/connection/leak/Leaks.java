package io.dbkeepalive.connection.leak;

import io.dbkeepalive.config.Options;
import io.dbkeepalive.telemetry.rounds.Rounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells of connections that somebody holds for too long: out of a pool, or without one and unused.
 *
 * <p>{@link #borrowed}, {@link #returned} and {@link #opened} are thread-safe; {@link #round}
 * belongs to one thread.
 */
public final class Leaks {
  private static final long LONGEST_ROUND = TimeUnit.SECONDS.toNanos(1);

  private final boolean isOff;
  private final long threshold;
  private final LongSupplier nanoTime;
  private final Runnable arrived;
  private final ConcurrentMap<Borrowed, Loan> loans = new ConcurrentHashMap<>();
  private final Queue<Lone> arrivals = new ConcurrentLinkedQueue<>();

  /** Of the thread of {@link #round}. */
  private final List<Lone> lone = new ArrayList<>();

  /** With a thread of its own, from the first connection on. */
  public static Leaks onThread(Options options) {
    Rounds[] rounds = new Rounds[1];
    Leaks leaks = new Leaks(options, System::nanoTime, () -> rounds[0].wake());
    rounds[0] = new Rounds("dbkeepalive-leaks", leaks::round);
    return leaks;
  }

  /**
   * @param nanoTime as that of {@link LoneConnection#lastUse}
   * @param arrived called when there is a connection to watch, and was none before
   */
  Leaks(Options options, LongSupplier nanoTime, Runnable arrived) {
    this.isOff = options.leakThresholdMillis() == Options.OFF;
    this.threshold = TimeUnit.MILLISECONDS.toNanos(options.leakThresholdMillis());
    this.nanoTime = nanoTime;
    this.arrived = arrived;
  }

  public boolean isOff() {
    return isOff;
  }

  /**
   * The calling thread has got a connection from a pool.
   *
   * @param source the pool's
   */
  public void borrowed(Object connection, Object source) {
    boolean first = loans.isEmpty();
    loans.put(new Borrowed(connection), new Loan(source, new Throwable(), nanoTime.getAsLong()));
    if (first) {
      arrived.run();
    }
  }

  /** Has no effect on what was not borrowed, or came back before. */
  public void returned(Object connection) {
    Loan loan = loans.remove(new Borrowed(connection));
    if (loan != null) {
      loan.over(nanoTime.getAsLong());
    }
  }

  /**
   * The calling thread has opened a connection without a pool.
   *
   * @param opener a driver or data source
   */
  public void opened(LoneConnection connection, Class<?> opener, Throwable stack) {
    arrivals.add(new Lone(connection, opener, stack));
    arrived.run();
  }

  /**
   * Looks at each connection once.
   *
   * @return nanoseconds until the next round; {@link Rounds#NEVER} if there are none
   */
  long round() {
    long now = nanoTime.getAsLong();
    for (Lone arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
      lone.add(arrival);
    }
    lone.removeIf(each -> !each.look(threshold, now));
    loans
        .entrySet()
        .removeIf(each -> each.getValue().look(each.getKey().get() == null, threshold, now));
    boolean rests = lone.isEmpty() && loans.isEmpty() && arrivals.isEmpty();
    return rests ? Rounds.NEVER : Math.min(LONGEST_ROUND, threshold / 8);
  }
}
