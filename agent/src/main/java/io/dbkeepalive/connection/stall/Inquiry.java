package io.dbkeepalive.connection.stall;

import io.dbkeepalive.connection.probe.LockWait;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * One more connection, by which a server is asked after stalled calls. A worker {@link #run}s it,
 * and may hang there; the watch waits no longer than until the deadline.
 */
final class Inquiry implements Runnable {
  final List<WatchedCall> calls = new ArrayList<>();

  private final StallTimes times;
  private final LongSupplier nanoTime;

  /** Kept alive as long as the worker asks after them. */
  private final Collection<CalledConnection> connections = new ArrayList<>();

  /** The calls that were in flight then, of {@link #calls}. */
  private final List<Integer> numbers = new ArrayList<>();

  /** Written by itself, before {@link #isConnecting}. */
  private volatile Thread worker;

  /** Written by the worker, before {@link #isConnecting}. */
  private long began;

  private volatile boolean isConnecting;

  /** Null until the server has said something. Written by the worker. */
  private volatile CalledConnection.Answer answer;

  /** Written by the worker, after {@link #answer}. */
  private volatile boolean ended;

  /** Nobody answered the connect. Written by the worker, before {@link #ended}. */
  private boolean silent;

  /** How long the watch has waited, the time not counted in which it was not there. */
  private long waited;

  private boolean concluded;

  Inquiry(StallTimes times, LongSupplier nanoTime) {
    this.times = times;
    this.nanoTime = nanoTime;
  }

  void add(WatchedCall call, CalledConnection connection) {
    calls.add(call);
    numbers.add(call.number());
    connections.add(connection);
    call.asking();
  }

  @Override
  public void run() {
    worker = Thread.currentThread();
    try {
      answer = connections.iterator().next().inquire(connections, this::connecting);
    } catch (Exception e) {
      silent = Silence.isMeantBy(e);
    } finally {
      ended = true;
    }
  }

  private void connecting() {
    began = nanoTime.getAsLong();
    isConnecting = true;
  }

  /** There was no worker. */
  void notAsked(long now) {
    calls.forEach(call -> call.notAsked(now));
  }

  /** Whether the worker is free again. */
  boolean hasEnded() {
    return ended;
  }

  /**
   * @param passed since the last look
   * @return whether there is something to conclude, which is said once
   */
  boolean look(long passed) {
    if (isConnecting) {
      waited += passed;
    }
    boolean concludes = !concluded && (ended || waited >= times.deadline);
    concluded |= concludes;
    return concludes;
  }

  /** Why the call of that place can have no answer; null if it still can. */
  String proof(int place) {
    if (ended ? silent : !isHeldUpHere()) {
      return "the server does not answer";
    }
    CalledConnection connection = calls.get(place).get();
    return answer != null && connection != null && answer.isGone(connection)
        ? "the server does not have its session any more"
        : null;
  }

  /** It waits for another thread of this JVM, as where a driver's own pool is used up. */
  private boolean isHeldUpHere() {
    Thread waiting = worker;
    return waiting != null && LockWait.isIn(waiting);
  }

  int number(int place) {
    return numbers.get(place);
  }

  /** When the server was asked; {@code now} if it was not. */
  long began(long now) {
    return isConnecting ? began : now;
  }
}
