package io.dbkeepalive.recovery.breaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.config.ConfigFile;
import io.dbkeepalive.config.OptionsParser;
import io.dbkeepalive.telemetry.log.LogCapture;
import java.lang.ref.WeakReference;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CircuitBreakerTest {
  private static final SQLException REFUSED = new SQLException("connection refused", "08001");

  private final LogCapture log = new LogCapture();
  private final FakeThreads threads = new FakeThreads();
  private final FakeTrial trial = new FakeTrial();
  private final CircuitBreaker breaker =
      new CircuitBreaker(
          "mysql://db/shop",
          new BreakerSettings(
              OptionsParser.parse(
                      "breaker-failures=3,recovery-timeout=10s,breaker-open=5s",
                      new Properties(),
                      Map.of(),
                      ConfigFile.ON_DISK)
                  .options()),
          () -> threads.now,
          Pauses.REAL,
          threads);

  private static final class FakeTrial implements Trial {
    private SQLException failure = REFUSED;
    private int tries;

    @Override
    public void tryConnect() throws SQLException {
      tries++;
      if (failure != null) {
        throw failure;
      }
    }
  }

  @BeforeEach
  void startLog() {
    log.start("debug");
  }

  @AfterEach
  void endLog() {
    log.close();
  }

  @Test
  void restartOfSomeSecondsIsWaitedFor() {
    for (int i = 0; i < 99; i++) {
      fail();
      threads.advanceMillis(100);
    }

    assertNull(breaker.refusal(trial), "9.8 s after the first failure");
  }

  @Test
  void fewFailuresOpenNothingHoweverLongTheyTake() {
    long start = threads.now;
    threads.advanceMillis(11_000);
    breaker.failed(start, REFUSED);
    fail();

    assertNull(breaker.refusal(trial));
  }

  @Test
  void opensWhenFailuresInARowLastedForTheWholeTime() {
    open();

    assertEquals(
        "the database mysql://db/shop has been away for 10.0s, 3 connects in a row have failed,"
            + " so the circuit breaker is open; the next trial is in 5.0s",
        breaker.refusal(trial));
    String line = log.only("breaker-opened");
    assertTrue(line.contains("ERROR"), line);
    assertTrue(line.contains(" database=mysql://db/shop failures=3 since=2"), line);
    assertTrue(line.contains("connection refused"), line);
  }

  @Test
  void oneThatWentWellBreaksTheRow() {
    fail();
    threads.advanceMillis(5_000);
    fail();
    breaker.reached();
    threads.advanceMillis(5_000);
    fail();
    fail();
    fail();

    assertNull(breaker.refusal(trial));
  }

  @Test
  void failuresFarApartAreTwoOutages() {
    fail();
    fail();
    threads.advanceMillis(10_001);
    fail();

    assertNull(breaker.refusal(trial));
  }

  @Test
  void staysOpenUntilATrialInTheBackgroundGoesWell() {
    open();
    breaker.refusal(trial);
    threads.advanceMillis(4_999);
    assertEquals(0, threads.started.size());

    threads.advanceMillis(1);
    assertEquals(0, trial.tries, "not by the thread that counts the time");
    assertTrue(breaker.refusal(trial).endsWith("the next trial is running now"));
    threads.endTrial();
    assertEquals(1, trial.tries);
    assertTrue(breaker.refusal(trial).endsWith("the next trial is in 5.0s"));

    trial.failure = null;
    threads.advanceMillis(5_000);
    threads.endTrial();
    assertEquals(2, trial.tries);
    assertNull(breaker.refusal(trial));
    assertEquals(1, log.lines("breaker-opened").size(), "a trial that failed is no news");
    assertEquals(2, log.lines("breaker-half-open").size());
    assertEquals(1, log.lines("breaker-trial-failed").size());
    String line = log.only("breaker-closed");
    assertTrue(line.contains("INFO"), line);
    assertTrue(line.contains(" database=mysql://db/shop failures=3 since=2"), line);
    assertTrue(line.contains(" away=20.0s"), line);
  }

  @Test
  void rowBeginsAnewAfterClosing() {
    open();
    breaker.refusal(trial);
    trial.failure = null;
    threads.advanceMillis(5_000);
    threads.endTrial();
    fail();
    fail();
    fail();

    assertNull(breaker.refusal(trial), "a restart is waited for again");
  }

  @Test
  void anybodyWhoReachesTheDatabaseClosesIt() {
    open();
    breaker.reached();
    assertNull(breaker.refusal(trial));
    threads.advanceMillis(60_000);

    assertEquals(0, threads.started.size(), "what was planned is void");
    assertEquals(1, log.lines("breaker-closed").size());
  }

  @Test
  void lateTrialChangesNothingAnyMore() {
    open();
    breaker.refusal(trial);
    threads.advanceMillis(5_000);
    breaker.reached();
    threads.endTrial();

    assertNull(breaker.refusal(trial));
  }

  @Test
  void lateFailuresChangeNothing() {
    open();
    fail();

    assertTrue(breaker.refusal(trial).contains(" 3 connects "));
  }

  @Test
  void trialThatHangsIsNotWaitedFor() {
    open();
    breaker.refusal(trial);
    threads.advanceMillis(5_000);
    FakeTrial other = new FakeTrial();
    other.failure = null;
    breaker.refusal(other);
    threads.advanceMillis(10_000);
    assertTrue(breaker.refusal(other).endsWith("in 5.0s"), breaker.refusal(other));
    threads.advanceMillis(5_000);
    assertEquals(2, threads.started.size());

    Runnable hanging = threads.started.remove(0);
    threads.endTrial();
    assertEquals(1, other.tries);
    assertNull(breaker.refusal(trial));
    hanging.run();
    assertNull(breaker.refusal(trial), "it has nothing to say any more");
  }

  @Test
  void trialThatFindsNoThreadIsPutOff() {
    open();
    breaker.refusal(trial);
    threads.full = true;
    threads.advanceMillis(5_000);
    assertTrue(breaker.refusal(trial).endsWith("in 5.0s"));
    threads.full = false;
    threads.advanceMillis(5_000);

    assertEquals(1, threads.started.size());
  }

  @Test
  void nobodyLeftWhoAsksLeavesNothingBehind() {
    open();
    threads.advanceMillis(5_000);

    assertEquals(0, threads.started.size());
    assertNull(breaker.refusal(trial));
    assertTrue(breaker.isAtRest());
    assertEquals(1, log.lines("breaker-closed").size());
  }

  @Test
  void whoeverAskedLongAgoCanBeCollected() {
    Outage outage = new Outage(3, 0);
    WeakReference<Trial> asked = ask(outage);
    assertNotNull(outage.nextTrial(), "held until then");

    while (asked.get() != null) { // a collection is due soon, but not at a known time
      System.gc();
    }
    assertNull(outage.nextTrial());
  }

  private static WeakReference<Trial> ask(Outage outage) {
    Trial trial = new FakeTrial();
    outage.asks(trial);
    return new WeakReference<>(trial);
  }

  @Test
  void threadsInBackOffAreLetGoWhenItOpens() throws InterruptedException {
    int waiting = 20;
    CountDownLatch pausing = new CountDownLatch(waiting);
    CountDownLatch over = new CountDownLatch(waiting);
    for (int i = 0; i < waiting; i++) {
      Thread thread =
          new Thread(
              () -> {
                pausing.countDown();
                try {
                  breaker.pause(TimeUnit.MINUTES.toNanos(5));
                  over.countDown();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      thread.setDaemon(true);
      thread.start();
    }
    pausing.await();
    assertEquals(waiting, over.getCount());
    open();

    assertTrue(over.await(10, TimeUnit.SECONDS), () -> over.getCount() + " still wait");
  }

  @Test
  @Timeout(60)
  void oneOfManyOpensItAndOneClosesIt() throws InterruptedException {
    for (int round = 0; round < 200; round++) {
      fail();
      fail();
      threads.advanceMillis(10_000);
      together(this::fail);
      assertNotNull(breaker.refusal(trial));
      together(breaker::reached);
      assertNull(breaker.refusal(trial));
    }
    assertEquals(200, log.lines("breaker-opened").size());
    assertEquals(200, log.lines("breaker-closed").size());
  }

  private static void together(Runnable work) throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    Thread[] all = new Thread[4];
    for (int i = 0; i < all.length; i++) {
      all[i] =
          new Thread(
              () -> {
                try {
                  start.await();
                  work.run();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      all[i].start();
    }
    start.countDown();
    for (Thread thread : all) {
      thread.join();
    }
  }

  @Test
  void atRestWithoutFailuresOnly() {
    assertTrue(breaker.isAtRest());
    fail();
    assertFalse(breaker.isAtRest());
    open();
    assertFalse(breaker.isAtRest());
  }

  private void open() {
    fail();
    threads.advanceMillis(5_000);
    fail();
    threads.advanceMillis(5_000);
    fail();
    assertNotNull(log.only("breaker-opened"));
  }

  private void fail() {
    breaker.failed(threads.now, REFUSED);
  }
}
