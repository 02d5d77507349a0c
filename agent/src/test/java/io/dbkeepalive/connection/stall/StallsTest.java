package io.dbkeepalive.connection.stall;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.config.ConfigFile;
import io.dbkeepalive.config.OptionsParser;
import io.dbkeepalive.connection.probe.LockWait;
import io.dbkeepalive.telemetry.log.LogCapture;
import io.dbkeepalive.telemetry.rounds.Rounds;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a call is asked after and ended, with the time passed in: {@code stall-timeout=10s}. */
class StallsTest {
  private static final long SECOND = SECONDS.toNanos(1);

  private final LogCapture log = new LogCapture();
  private final List<FakeCalled> watched = new ArrayList<>();
  private final List<Thread> workers = new ArrayList<>();
  private final Thread caller = Thread.currentThread();

  /** Ends connects that hang; null where they do not. */
  private CountDownLatch resume;

  private CountDownLatch hanging;
  private boolean busy;
  private long now = -5 * SECOND; // nanoTime may be negative
  private Stalls stalls = stalls("stall-timeout=10s");

  private Stalls stalls(String options) {
    return new Stalls(
        OptionsParser.parse(options, new Properties(), Map.of(), ConfigFile.ON_DISK).options(),
        () -> now,
        this::execute,
        () -> {});
  }

  private void execute(Runnable work) {
    if (busy) {
      throw new RejectedExecutionException();
    }
    if (!(work instanceof Inquiry) || !hangs((Inquiry) work)) {
      work.run();
      return;
    }
    hanging = new CountDownLatch(1);
    watched.forEach(each -> each.hanging = hanging);
    Thread worker = new Thread(work, "hangs");
    workers.add(worker);
    worker.start();
    boolean waits = ((FakeCalled) ((Inquiry) work).calls.get(0).get()).waitsForThread;
    try {
      hanging.await();
      while (waits && !LockWait.isIn(worker)) {
        Thread.sleep(1);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean hangs(Inquiry inquiry) {
    return ((FakeCalled) inquiry.calls.get(0).get()).hangsUntil != null;
  }

  private FakeCalled calling(String group) {
    FakeCalled connection = new FakeCalled(group);
    connection.caller = caller;
    connection.hangsUntil = resume;
    watched.add(connection);
    stalls.watch(connection);
    return connection;
  }

  private void pass(long nanos) {
    long end = now + nanos;
    while (now - end < 0) {
      now += Math.min(end - now, stalls.round());
    }
    stalls.round();
  }

  @BeforeEach
  void startLog() {
    log.start("info");
  }

  private void resume() throws InterruptedException {
    resume.countDown();
    for (Thread worker : workers) {
      worker.join();
    }
  }

  @AfterEach
  void closeLog() throws InterruptedException {
    if (resume != null) {
      resume();
    }
    log.close();
  }

  @Test
  void slowCallIsAskedAfterAndLeftAlone() {
    FakeCalled slow = calling("a");
    pass(9 * SECOND);
    assertEquals(List.of(), slow.inquiries);
    pass(10 * 60 * SECOND);
    assertEquals(List.of(), slow.aborted);
    // at 10 s, 20 s and 40 s, then every 40 s
    assertTrue(
        slow.inquiries.size() >= 15 && slow.inquiries.size() <= 18, slow.inquiries::toString);
    String line = log.only("call-stalled");
    assertTrue(line.contains("connection=7 database=db for=10"), line);
    assertTrue(line.contains("thread=" + caller.getName()), line);
  }

  @Test
  void sessionThatIsGoneTwiceEndsTheCall() {
    FakeCalled lost = calling("a");
    lost.gone = true;
    lost.generation = 4;
    pass(11 * SECOND);
    assertEquals(List.of(1), lost.inquiries);
    assertEquals(List.of(), lost.aborted);
    pass(4 * SECOND);
    assertEquals(List.of(4), lost.aborted);
    String line = log.only("call-aborted");
    assertTrue(line.contains("the server does not have its session any more"), line);
    pass(600 * SECOND);
    assertEquals(List.of(4), lost.aborted);
  }

  @Test
  void oneProofIsNone() {
    FakeCalled connection = calling("a");
    connection.gone = true;
    pass(11 * SECOND);
    connection.gone = false;
    pass(4 * SECOND);
    connection.gone = true;
    pass(13 * SECOND);
    assertEquals(3, connection.inquiries.size());
    assertEquals(List.of(), connection.aborted);
  }

  @Test
  void anAnswerBeginsAnew() {
    FakeCalled connection = calling("a");
    connection.gone = true;
    for (int i = 0; i < 10; i++) {
      pass(9 * SECOND);
      connection.lastAnswer = now;
    }
    assertEquals(List.of(), connection.inquiries);
    pass(11 * SECOND); // one proof, of this call alone
    connection.lastAnswer = now;
    pass(4 * SECOND);
    assertEquals(List.of(), connection.aborted);
  }

  @Test
  void serverThatRefusesConnectsEndsTheCall() {
    FakeCalled connection = calling("a");
    connection.failure = new SQLException("no", new ConnectException("refused"));
    pass(15 * SECOND);
    assertEquals(List.of(0), connection.aborted);
    assertTrue(log.only("call-aborted").contains("the server does not answer"));
  }

  @Test
  void serverThatIsFullHasAnswered() {
    FakeCalled connection = calling("a");
    connection.failure = new SQLException("Too many connections", "08004", 1040);
    pass(600 * SECOND);
    assertEquals(List.of(), connection.aborted);
  }

  @Test
  void silentServerEndsTheCallsWithinTwoDeadlines() throws Exception {
    resume = new CountDownLatch(1);
    List<FakeCalled> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(calling("a"));
    }
    pass(17 * SECOND);
    for (FakeCalled each : all) {
      assertEquals(List.of(0), each.aborted);
    }
    assertEquals(2, workers.size());
    resume(); // too late to matter
    pass(SECOND);
    assertEquals(List.of(0), all.get(0).aborted);
  }

  @Test
  void connectThatWaitsForAThreadOfThisJvmProvesNothing() throws Exception {
    resume = new CountDownLatch(1);
    FakeCalled connection = calling("a");
    connection.waitsForThread = true;
    pass(17 * SECOND);
    assertEquals(List.of(), connection.aborted);
    resume();
  }

  @Test
  void jvmThatStoodStillHasNotListened() {
    resume = new CountDownLatch(1);
    FakeCalled connection = calling("a");
    pass(10 * SECOND + SECOND / 2);
    assertEquals(1, workers.size());
    for (int i = 0; i < 2; i++) {
      now += 60 * SECOND; // no round meanwhile
      stalls.round();
    }
    assertEquals(List.of(), connection.aborted);
    assertEquals(1, workers.size());
  }

  @Test
  void hungServerDoesNotHoldUpAnother() {
    resume = new CountDownLatch(1);
    calling("hung");
    pass(11 * SECOND);
    CountDownLatch held = resume;
    resume = null;
    FakeCalled other = calling("other");
    other.gone = true;
    pass(15 * SECOND);
    assertEquals(List.of(0), other.aborted);
    resume = held;
  }

  @Test
  void waitsForWorkers() {
    busy = true;
    FakeCalled connection = calling("a");
    connection.gone = true;
    pass(30 * SECOND);
    assertEquals(List.of(), connection.aborted);
    busy = false;
    pass(5 * SECOND);
    assertEquals(List.of(0), connection.aborted);
  }

  @Test
  void closedOneIsWatchedUntilItsCallEnds() {
    FakeCalled connection = calling("a");
    connection.gone = true;
    connection.closed = true;
    pass(15 * SECOND);
    assertEquals(List.of(0), connection.aborted);
    connection.caller = null;
    assertEquals(Rounds.NEVER, stalls.round());
  }

  @Test
  void serverIsAskedOnceWhileNobodyIsIn() {
    FakeCalled connection = calling("a");
    connection.wantsServer = true;
    pass(3 * SECOND);
    assertEquals(0, connection.asked);
    connection.caller = null;
    pass(3 * SECOND);
    assertEquals(1, connection.asked);
  }

  @Test
  void isOffByDefault() {
    stalls = stalls("");
    calling("a");
    assertEquals(Rounds.NEVER, stalls.round());
  }
}
