package io.dbkeepalive.connection.stall;

import io.dbkeepalive.config.Options;
import io.dbkeepalive.telemetry.events.CallEvents;
import io.dbkeepalive.telemetry.rounds.Rounds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Ends calls that wait for an answer that cannot come. Looks at each connection from time to time;
 * a healthy call takes no part in it.
 *
 * <p>{@link #watch} is thread-safe; {@link #round} belongs to one thread.
 */
public final class Stalls {
  /** Bounds what servers that hang can hold up. */
  private static final int MOST_WORKERS = 16;

  /** The same for one group: one that hangs, and one more. */
  private static final int MOST_OF_GROUP = 2;

  /** One more connection asks after so many calls at most. */
  private static final int MOST_CALLS = 200;

  private final boolean isOff;
  private final StallTimes times;
  private final LongSupplier nanoTime;
  private final Executor workers;
  private final Runnable arrived;
  private final Queue<WatchedCall> arrivals = new ConcurrentLinkedQueue<>();

  /** Of the watch's thread alone, as all below. */
  private final List<WatchedCall> all = new ArrayList<>();

  private final Map<Object, List<Inquiry>> asking = new HashMap<>();
  private final ServerQuestions questions = new ServerQuestions();
  private long lastRound;

  /** With a thread of its own, from the first connection on. */
  public static Stalls onThread(Options options) {
    Rounds[] rounds = new Rounds[1];
    Stalls stalls = new Stalls(options, System::nanoTime, workers(), () -> rounds[0].wake());
    rounds[0] = new Rounds("dbkeepalive-stalls", stalls::round);
    return stalls;
  }

  private static Executor workers() {
    return new ThreadPoolExecutor(
        0,
        MOST_WORKERS,
        1,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        work -> Rounds.daemon(work, "dbkeepalive-inquirer"));
  }

  /**
   * @param nanoTime as that of {@link CalledConnection#lastAnswer}
   * @param workers runs what it is given at once, on a thread that may block, or refuses
   * @param arrived called when there is a connection to watch
   */
  Stalls(Options options, LongSupplier nanoTime, Executor workers, Runnable arrived) {
    this.isOff = options.stallTimeoutMillis() == Options.OFF;
    this.times = isOff ? null : new StallTimes(options.stallTimeoutMillis());
    this.nanoTime = nanoTime;
    this.workers = workers;
    this.arrived = arrived;
    this.lastRound = nanoTime.getAsLong();
  }

  /** From now on until it is closed, or forgotten by the application. */
  public void watch(CalledConnection connection) {
    if (!isOff) {
      arrivals.add(new WatchedCall(connection, times));
      arrived.run();
    }
  }

  /**
   * Looks at each connection once.
   *
   * @return nanoseconds until the next round; {@link Rounds#NEVER} if there are none
   */
  long round() {
    if (isOff) {
      return Rounds.NEVER;
    }
    long now = nanoTime.getAsLong();
    // a JVM that stood still has not listened to the server either
    long passed = Math.min(now - lastRound, 2 * times.round);
    lastRound = now;
    for (WatchedCall arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
      all.add(arrival);
    }
    Map<Object, Inquiry> due = new HashMap<>();
    all.removeIf(call -> !look(call, due, now));
    conclude(passed, now);
    due.forEach((group, inquiry) -> start(inquiry, group, now));
    questions.start(this::tryExecute);
    return all.isEmpty() && arrivals.isEmpty() ? Rounds.NEVER : times.round;
  }

  /** False when there is nothing to look at any more. */
  private boolean look(WatchedCall call, Map<Object, Inquiry> due, long now) {
    CalledConnection connection = call.get();
    Thread caller = connection == null ? null : connection.caller(call.caller());
    if (connection == null || connection.isClosed() && caller == null) {
      return false;
    }
    if (call.look(connection, caller, now)) {
      if (call.tellsOnce()) {
        CallEvents.stalled(
            connection.id(), connection.database(), call.waited(now), caller.getName());
      }
      Object group = connection.group();
      if (hasRoom(group)) {
        Inquiry inquiry = due.computeIfAbsent(group, any -> new Inquiry(times, nanoTime));
        if (inquiry.calls.size() < MOST_CALLS) {
          inquiry.add(call, connection);
        }
      }
    } else if (caller == null && connection.wantsServer()) {
      questions.add(connection);
    }
    return true;
  }

  private boolean hasRoom(Object group) {
    List<Inquiry> running = asking.get(group);
    return running == null || running.size() < MOST_OF_GROUP;
  }

  private void start(Inquiry inquiry, Object group, long now) {
    if (tryExecute(inquiry)) {
      asking.computeIfAbsent(group, any -> new ArrayList<>()).add(inquiry);
    } else {
      inquiry.notAsked(now);
    }
  }

  private boolean tryExecute(Runnable work) {
    try {
      workers.execute(work);
      return true;
    } catch (RejectedExecutionException busy) {
      return false;
    }
  }

  private void conclude(long passed, long now) {
    for (Iterator<List<Inquiry>> groups = asking.values().iterator(); groups.hasNext(); ) {
      List<Inquiry> group = groups.next();
      for (Inquiry inquiry : group) {
        if (inquiry.look(passed)) {
          conclude(inquiry, now);
        }
      }
      group.removeIf(Inquiry::hasEnded);
      if (group.isEmpty()) {
        groups.remove();
      }
    }
  }

  private void conclude(Inquiry inquiry, long now) {
    for (int i = 0; i < inquiry.calls.size(); i++) {
      WatchedCall call = inquiry.calls.get(i);
      CalledConnection connection = call.get();
      String proof = inquiry.proof(i);
      boolean ends = call.answered(inquiry.number(i), inquiry.began(now), proof != null, now);
      if (ends && connection != null) {
        CallEvents.aborted(
            connection.id(),
            connection.database(),
            call.waited(now),
            call.caller().getName(),
            proof);
        connection.abort(call.generation());
      }
    }
  }
}
