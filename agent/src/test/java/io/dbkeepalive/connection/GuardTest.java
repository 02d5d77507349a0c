package io.dbkeepalive.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GuardTest {
  private final Guard guard = new Guard();

  private Thread otherThread;

  /** One thread that does one thing after the other. */
  private final ExecutorService other =
      Executors.newSingleThreadExecutor(work -> otherThread = new Thread(work));

  private final ExecutorService third = Executors.newSingleThreadExecutor();

  @AfterEach
  void endThreads() {
    other.shutdownNow();
    third.shutdownNow();
  }

  @Test
  void nestedCallIsToldFromTheOutermost() {
    assertTrue(guard.enter());
    assertFalse(guard.enter());
    assertFalse(guard.enter());
    guard.leave();
    assertTrue(guard.enter(), "the outermost left, and so did all inside it");
  }

  @Test
  void isHeldByThoseInsideOnly() throws Exception {
    Thread me = Thread.currentThread();
    assertFalse(guard.isHeldBy(me));
    guard.enter();
    assertTrue(guard.isHeldBy(me));
    assertFalse(on(other, () -> guard.isHeldBy(Thread.currentThread())));
    guard.leave();
    assertFalse(guard.isHeldBy(me));
  }

  @Test
  void secondThreadDoesNotWaitForTheFirst() throws Exception {
    guard.enter();

    assertTrue(on(other, guard::enter), "in, while the first is in");
    assertFalse(on(other, guard::enter), "and nested calls are its own");
    assertTrue(on(other, () -> guard.isHeldBy(Thread.currentThread())));
    run(other, guard::leave);
    assertFalse(on(other, () -> guard.isHeldBy(Thread.currentThread())));
    assertTrue(guard.isHeldBy(Thread.currentThread()));
  }

  @Test
  void nestedCallOfAThreadThatJoinedStaysNestedAfterTheOwnerLeft() throws Exception {
    guard.enter();
    assertTrue(on(other, guard::enter));
    guard.leave();

    assertFalse(on(other, guard::enter), "still inside its outermost call");
    run(other, guard::leave);

    assertFalse(on(other, () -> guard.isHeldBy(Thread.currentThread())));
    assertTrue(on(other, guard::enter));
  }

  @Test
  void exclusiveOwnerWaitsForThoseInside() throws Exception {
    assertTrue(on(other, guard::enter));
    guard.enter();
    CountDownLatch asked = new CountDownLatch(1);
    Future<Boolean> alone =
        third.submit(
            () -> {
              guard.enter();
              asked.countDown();
              return guard.enterAlone(in(20_000));
            });
    asked.await();

    assertFalse(alone.isDone());
    guard.leave();
    assertFalse(alone.isDone(), "the other is still in");
    run(other, guard::leave);

    assertTrue(alone.get());
  }

  @Test
  void exclusiveOwnerKeepsOthersOutUntilItShares() throws Exception {
    guard.enter();
    assertTrue(guard.enterAlone(in(1_000)));
    Future<Boolean> entered = other.submit(guard::enter);
    awaitParked(entered);

    guard.shareAgain();

    assertTrue(entered.get());
    assertTrue(guard.isHeldBy(Thread.currentThread()), "without leaving itself");
  }

  @Test
  void leavingEndsTheTimeAlone() throws Exception {
    assertTrue(guard.enterAlone(in(1_000)), "from outside, too");
    Future<Boolean> entered = other.submit(guard::enter);
    awaitParked(entered);

    guard.leave();

    assertTrue(entered.get());
    assertFalse(guard.isHeldBy(Thread.currentThread()));
  }

  @Test
  void joinedThreadCanBecomeAlone() throws Exception {
    guard.enter();
    assertTrue(on(other, guard::enter));
    Future<Boolean> alone = other.submit(() -> guard.enterAlone(in(20_000)));
    guard.leave();

    assertTrue(alone.get());
    run(other, guard::leave);
    assertFalse(on(other, () -> guard.isHeldBy(Thread.currentThread())));
  }

  @Test
  void twoThatWantToBeAloneTakeTurns() throws Exception {
    guard.enter();
    assertTrue(on(other, guard::enter));
    Future<Boolean> second =
        other.submit(
            () -> {
              boolean alone = guard.enterAlone(in(20_000));
              guard.leave();
              return alone;
            });

    assertTrue(guard.enterAlone(in(20_000)), "the other gave way when it asked as well");
    assertFalse(second.isDone());
    guard.leave();

    assertTrue(second.get());
  }

  @Test
  void ownerThatIsNotAloneInTimeStaysInAndLetsOthersIn() throws Exception {
    guard.enter();
    assertTrue(on(other, guard::enter));

    assertFalse(guard.enterAlone(in(5)));

    assertTrue(guard.isHeldBy(Thread.currentThread()));
    assertTrue(on(third, guard::enter), "nobody is kept out");
    assertFalse(guard.enter(), "still inside");
  }

  @Test
  void joinedThreadThatIsNotAloneInTimeStaysIn() throws Exception {
    guard.enter();
    assertTrue(on(other, guard::enter));

    assertFalse(on(other, () -> guard.enterAlone(in(5))));

    assertTrue(on(other, () -> guard.isHeldBy(Thread.currentThread())));
    run(other, guard::leave);
    guard.leave();
    assertTrue(guard.enterAlone(in(1_000)), "and left like any other");
  }

  /** The invariant on which all healing rests: nobody is inside while one is alone. */
  @Test
  void nobodyIsInsideWhileOneIsAlone() throws Exception {
    int threads = 6;
    int rounds = 4_000;
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger alone = new AtomicInteger();
    AtomicInteger timesAlone = new AtomicInteger();
    AtomicInteger together = new AtomicInteger();
    AtomicInteger broken = new AtomicInteger();
    Callable<Void> user =
        () -> {
          ThreadLocalRandom random = ThreadLocalRandom.current();
          for (int i = 0; i < rounds; i++) {
            check(broken, guard.enter());
            int others = inside.getAndIncrement();
            together.addAndGet(others > 0 ? 1 : 0);
            check(broken, alone.get() == 0);
            if (random.nextInt(4) == 0) {
              Thread.yield();
            }
            check(broken, !guard.enter());
            check(broken, alone.get() == 0);
            inside.decrementAndGet();
            if (random.nextInt(8) == 0 && guard.enterAlone(in(20_000))) {
              check(broken, alone.incrementAndGet() == 1);
              check(broken, inside.get() == 0);
              Thread.yield();
              check(broken, inside.get() == 0);
              timesAlone.incrementAndGet();
              alone.decrementAndGet();
              if (random.nextBoolean()) {
                guard.shareAgain();
                Thread.yield();
              }
            }
            guard.leave();
            check(broken, !guard.isHeldBy(Thread.currentThread()));
          }
          return null;
        };
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Void>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(pool.submit(user));
      }
      for (Future<Void> each : all) {
        each.get();
      }
    } finally {
      pool.shutdownNow();
    }

    assertEquals(0, broken.get());
    assertTrue(timesAlone.get() > 100, timesAlone + " times alone: it did not test much");
    assertTrue(together.get() > 0, "threads never met: it did not test much");
  }

  private static void check(AtomicInteger broken, boolean holds) {
    if (!holds) {
      broken.incrementAndGet();
    }
  }

  /** Waits until {@link #other} is parked in the guard, where it has no result yet. */
  private void awaitParked(Future<?> waiting) {
    while (LockSupport.getBlocker(otherThread) != guard) {
      Thread.onSpinWait();
    }
    assertFalse(waiting.isDone());
  }

  private static long in(int millis) {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private static <T> T on(ExecutorService thread, Callable<T> work) throws Exception {
    return thread.submit(work).get();
  }

  private static void run(ExecutorService thread, Runnable work) throws Exception {
    thread.submit(work).get();
  }
}
