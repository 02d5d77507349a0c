package io.dbkeepalive.connection;

import static java.util.Collections.emptyIterator;

import io.dbkeepalive.connection.probe.LockWait;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells who is at work on a physical connection. Nested calls of a thread, which are the driver's
 * own, are told apart from the application's, and whoever exchanges the physical connection is
 * alone on it.
 *
 * <p>Calls of several application threads do not wait for each other: drivers have their own locks,
 * and a call that waits here may hold one that the other needs. The first is the owner, the others
 * join. Only an exclusive owner keeps others out. Thread-safe.
 */
final class Guard {
  private static final AtomicReferenceFieldUpdater<Guard, Thread> OWNER =
      AtomicReferenceFieldUpdater.newUpdater(Guard.class, Thread.class, "owner");

  /** How long a parked thread trusts that it is woken. */
  private static final long PARK_NANOS = 20_000_000;

  private volatile Thread owner;

  /** Whether {@link #owner} wants, or has, the connection for itself. Written by the owner only. */
  private volatile boolean exclusive;

  /** Whether {@link #owner} is a thread of the agent's own. Written by the owner only. */
  private volatile boolean visited;

  /** Null until somebody joins, for few ever do. */
  private volatile ConcurrentHashMap<Thread, Boolean> joined;

  /** Null until somebody waits. */
  private volatile ConcurrentLinkedQueue<Thread> waiting;

  /** False if this thread is in already: the call is nested, and must not {@link #leave}. */
  boolean enter() {
    Thread me = Thread.currentThread();
    // who has joined is in already, though the owner has left since
    boolean free = owner == null && !hasJoined(me);
    return free && OWNER.compareAndSet(this, null, me) || enterBusy(me);
  }

  /**
   * For a thread of the agent's own: enters if nobody is inside; false, and not inside, if somebody
   * is, or comes in at the same moment. Never waits. Calls that come wait until it {@link #leave}s:
   * they would meet a connection that nobody has looked at.
   */
  boolean tryEnter() {
    if (!isFree() || !OWNER.compareAndSet(this, null, Thread.currentThread())) {
      return false;
    }
    visited = true;
    if (isShared()) { // who joins looks at visited afterwards: one of us sees the other
      leave();
      return false;
    }
    return true;
  }

  /** The same, and keeps others out until {@link #leave}, whatever they hold. */
  boolean tryEnterAlone() {
    if (!tryEnter()) {
      return false;
    }
    exclusive = true;
    return true;
  }

  /**
   * For a thread that is in by {@link #tryEnter}: keeps others out from now on.
   *
   * @return false, and all as before, if somebody has come in all the same
   */
  boolean tryStayAlone() {
    exclusive = true;
    if (isShared()) {
      exclusive = false;
      return false;
    }
    return true;
  }

  /** Whether nobody is inside. */
  boolean isFree() {
    return owner == null && !isShared();
  }

  private boolean enterBusy(Thread me) {
    if (isHeldBy(me)) {
      return false;
    }
    boolean besideVisitor = false;
    while (!OWNER.compareAndSet(this, null, me)) {
      if (!exclusive && (!visited || besideVisitor) && join(me, besideVisitor)) {
        return true;
      }
      await(me);
      Thread visitor = visited ? owner : null;
      besideVisitor = visitor != null && LockWait.isIn(visitor); // perhaps for one that we hold
    }
    return true;
  }

  /** Joined first, looked after: whoever wants to be alone looks for us after it said so. */
  private boolean join(Thread me, boolean besideVisitor) {
    joined().put(me, Boolean.TRUE);
    if (!exclusive && (!visited || besideVisitor)) {
      return true;
    }
    joined().remove(me);
    return false;
  }

  private ConcurrentHashMap<Thread, Boolean> joined() {
    ConcurrentHashMap<Thread, Boolean> others = joined;
    return others == null ? createJoined() : others;
  }

  private synchronized ConcurrentHashMap<Thread, Boolean> createJoined() {
    if (joined == null) {
      joined = new ConcurrentHashMap<>(2);
    }
    return joined;
  }

  private boolean hasJoined(Thread thread) {
    ConcurrentHashMap<Thread, Boolean> others = joined;
    return others != null && others.containsKey(thread);
  }

  boolean isHeldBy(Thread thread) {
    return owner == thread || hasJoined(thread);
  }

  /** One of those inside, the owner if there is one; null if nobody is. */
  Thread anyone() {
    Thread first = owner;
    if (first != null) {
      return first;
    }
    ConcurrentHashMap<Thread, Boolean> others = joined;
    Iterator<Thread> each = others == null ? emptyIterator() : others.keySet().iterator();
    return each.hasNext() ? each.next() : null;
  }

  /** Whether the calling thread is the only one inside. */
  boolean isAlone() {
    return owner == Thread.currentThread() && !isShared();
  }

  /** Whether threads besides the owner are inside. */
  boolean isShared() {
    ConcurrentHashMap<Thread, Boolean> others = joined;
    // not isEmpty, which adds up counters and may miss one who joined while another left
    return others != null && others.keySet().iterator().hasNext();
  }

  /** The end of the call that {@link #enter}ed, or of the time alone. */
  void leave() {
    if (owner != Thread.currentThread()) {
      joined().remove(Thread.currentThread());
    } else if (exclusive || visited) {
      exclusive = false;
      visited = false;
      owner = null;
    } else {
      // no fence, which costs as much as all else here: who begins to wait at this very moment is
      // woken by the end of its time
      OWNER.lazySet(this, null);
    }
    wake();
  }

  /**
   * Makes the calling thread the only one, whether it was in before or not; other threads' calls
   * have ended then.
   *
   * @param deadline by {@code System.nanoTime}
   * @return false if the others did not leave in time: the thread is in as if it had entered
   */
  boolean enterAlone(long deadline) {
    Thread me = Thread.currentThread();
    joined().remove(me);
    while (owner != me && !OWNER.compareAndSet(this, null, me)) {
      letGoOfDead();
      if (System.nanoTime() - deadline > 0) {
        joined().put(me, Boolean.TRUE);
        return false;
      }
      await(me);
    }
    exclusive = true;
    while (isShared()) {
      letGoOfDead();
      if (System.nanoTime() - deadline > 0) {
        exclusive = false;
        return false;
      }
      await(me);
    }
    return true;
  }

  /** Lets others in again, without leaving. */
  void shareAgain() {
    exclusive = false;
    wake();
  }

  /**
   * A thread may end inside. It does not go on living there: to leave takes less of the stack than
   * to enter, at the same place, so that what overflows does so before it is in, or inside of what
   * leaves in the end.
   */
  private void letGoOfDead() {
    Thread holder = owner;
    if (holder != null && !holder.isAlive()) {
      OWNER.compareAndSet(this, holder, null);
    }
    joined().keySet().removeIf(thread -> !thread.isAlive());
  }

  private void await(Thread me) {
    ConcurrentLinkedQueue<Thread> queue = queue();
    queue.add(me);
    if (owner != null) {
      LockSupport.parkNanos(this, PARK_NANOS);
    }
    queue.remove(me);
  }

  private synchronized ConcurrentLinkedQueue<Thread> queue() {
    if (waiting == null) {
      waiting = new ConcurrentLinkedQueue<>();
    }
    return waiting;
  }

  private void wake() {
    ConcurrentLinkedQueue<Thread> queue = waiting;
    if (queue != null && !queue.isEmpty()) {
      queue.forEach(LockSupport::unpark);
    }
  }
}
