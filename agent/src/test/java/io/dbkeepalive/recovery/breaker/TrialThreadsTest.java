package io.dbkeepalive.recovery.breaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TrialThreadsTest {
  private final TrialThreads threads = new TrialThreads.Daemons();

  @Test
  void threadsKeepNeitherTheJvmNorAnApplicationsClassesAlive() throws Exception {
    Exchanger<Thread> worker = new Exchanger<>();
    threads.after(1, () -> hand(worker));
    assertIsNobodys(worker.exchange(null, 10, TimeUnit.SECONDS));
    assertTrue(threads.start(() -> hand(worker)));
    Thread trial = worker.exchange(null, 10, TimeUnit.SECONDS);
    assertIsNobodys(trial);

    trial.join(10_000);
    assertFalse(trial.isAlive(), "it ends when there is nothing to do");
  }

  @Test
  void trialsThatHangBlockABoundedNumberOfThreads() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    int started = 0;
    while (threads.start(() -> await(end))) {
      started++;
    }
    assertEquals(16, started);

    CountDownLatch inTime = new CountDownLatch(1);
    threads.after(1, inTime::countDown);
    assertTrue(inTime.await(10, TimeUnit.SECONDS), "nor does the timer hang");
    end.countDown();
  }

  private static void assertIsNobodys(Thread thread) {
    assertTrue(thread.isDaemon());
    assertNull(thread.getContextClassLoader());
  }

  private static void hand(Exchanger<Thread> worker) {
    try {
      worker.exchange(Thread.currentThread(), 10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
