package io.dbkeepalive.connection.leak;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.config.ConfigFile;
import io.dbkeepalive.config.OptionsParser;
import io.dbkeepalive.telemetry.log.LogCapture;
import io.dbkeepalive.telemetry.rounds.Rounds;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of whom and when, with the time passed in: {@code leak-threshold=10s}. */
class LeaksTest {
  private static final long SECOND = SECONDS.toNanos(1);

  private final LogCapture log = new LogCapture();
  private final PoolSource pool = new PoolSource();
  private long now = -5 * SECOND;
  private final Leaks leaks =
      new Leaks(
          OptionsParser.parse("leak-threshold=10s", new Properties(), Map.of(), ConfigFile.ON_DISK)
              .options(),
          () -> now,
          () -> {});

  /** Has what pools have. */
  public static final class PoolSource {
    public String getPoolName() {
      return "orders";
    }

    public String getJdbcUrl() {
      return "jdbc:mysql://db1:3306/shop?user=u&password=secret";
    }

    void getConnection(Runnable inner) {
      inner.run();
    }
  }

  private static final class FakeLone implements LoneConnection {
    boolean closed;
    boolean busy;
    long lastUse;

    @Override
    public long id() {
      return 17;
    }

    @Override
    public String database() {
      return "db";
    }

    @Override
    public boolean isClosed() {
      return closed;
    }

    @Override
    public boolean isBusy() {
      return busy;
    }

    @Override
    public long lastUse() {
      return lastUse;
    }
  }

  private void pass(long nanos) {
    now += nanos;
    leaks.round();
  }

  private void borrow(Object connection) {
    pool.getConnection(() -> leaks.borrowed(connection, pool));
  }

  @BeforeEach
  void startLog() {
    log.start("debug"); // repeats too
  }

  @AfterEach
  void closeLog() {
    log.close();
  }

  @Test
  void tellsOnceAndAgainWhenItComesBack() {
    Object connection = new Object();
    borrow(connection);
    pass(9 * SECOND);
    assertEquals(List.of(), log.lines("connection-leak"));
    pass(SECOND);
    pass(SECOND);
    String line = log.only("connection-leak");
    assertTrue(line.contains(" pool=\"" + PoolSource.class.getName() + " orders\""), line);
    assertTrue(line.contains(" database=mysql://db1:3306/shop "), line);
    assertTrue(line.contains(" held=10.0s thread=" + Thread.currentThread().getName()), line);
    String taken = line.substring(line.indexOf(" taken-by="), line.indexOf(" now="));
    assertTrue(taken.contains(".invokeMethod:"), line); // ours count as the agent's
    assertFalse(taken.contains("PoolSource") || taken.contains("Leaks."), line);
    now += SECOND;
    leaks.returned(connection);
    assertTrue(log.only("connection-leak-over").contains("held=12.0s"), log::text);
    assertEquals(Rounds.NEVER, leaks.round());
  }

  @Test
  void saysNothingOfWhatComesBackInTime() {
    Object connection = new Object();
    borrow(connection);
    pass(9 * SECOND);
    leaks.returned(connection);
    leaks.returned(connection);
    pass(SECOND);
    assertEquals("", log.text());
  }

  @Test
  void tellsWhatTheHolderDoesNow() throws Exception {
    AtomicReference<Object> kept = new AtomicReference<>(new Object());
    Thread holder = new Thread(() -> borrow(kept.get()), "holder");
    holder.start();
    holder.join();
    pass(10 * SECOND);
    String line = log.only("connection-leak");
    assertTrue(line.contains(" thread=holder ") && line.endsWith("now=ended"), line);
  }

  @Test
  void tellsOfWhatTheApplicationHasLetGoOf() throws Exception {
    WeakReference<Object> dropped = drop();
    while (dropped.get() != null) {
      System.gc();
      Thread.onSpinWait();
    }
    pass(9 * SECOND);
    assertEquals("", log.text());
    pass(SECOND);
    assertTrue(log.only("connection-leak").contains("it let go of the connection"), log::text);
    assertEquals(Rounds.NEVER, leaks.round());
  }

  private WeakReference<Object> drop() {
    Object connection = new Object();
    borrow(connection);
    return new WeakReference<>(connection);
  }

  @Test
  void tellsOfALoneConnectionThatIsNotUsed() {
    FakeLone lone = new FakeLone();
    lone.lastUse = now;
    leaks.opened(lone, PoolSource.class, new Throwable());
    pass(9 * SECOND);
    lone.lastUse = now;
    pass(9 * SECOND);
    lone.busy = true;
    pass(20 * SECOND);
    lone.busy = false;
    lone.lastUse = now;
    pass(SECOND);
    assertEquals("", log.text());
    pass(10 * SECOND);
    assertTrue(log.only("connection-leak ").contains("connection=17 database=db"), log::text);
    lone.lastUse = now;
    pass(SECOND);
    assertEquals(1, log.lines("connection-leak-over").size());
    pass(10 * SECOND);
    assertEquals(2, log.lines("connection-leak ").size());
    lone.closed = true;
    pass(SECOND);
    assertEquals(2, log.lines("connection-leak-over").size());
    assertEquals(Rounds.NEVER, leaks.round());
  }
}
