package io.dbkeepalive.recovery;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.config.ConfigFile;
import io.dbkeepalive.config.Options;
import io.dbkeepalive.config.OptionsParser;
import io.dbkeepalive.dialect.SqlDialect;
import io.dbkeepalive.recovery.sql.SqlClassifier;
import io.dbkeepalive.telemetry.log.LogCapture;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls whose connection may not be opened again now: what they are told, and what the log. */
class RefusedReconnectTest {
  private final LogCapture log = new LogCapture();
  private final FakeHealable connection = new FakeHealable();
  private final FakeRunner runner = new FakeRunner();
  private final SQLException failure = new SQLException("Communications link failure", "08S01");

  @BeforeEach
  void startLog() {
    log.start("info");
  }

  @AfterEach
  void endLog() {
    log.close();
  }

  @Test
  void nobodyWaitsForADatabaseThatWasAwayForTheWholeTime() {
    RecoveryService service = withOpenBreaker();
    connection.asked.clear();
    SQLException next = new SQLException("connection closed", "08003");

    Outcome outcome = service.recover(read().failedWith(next).build());

    assertAll(
        () -> assertSame(next, outcome.failure()),
        () -> assertEquals(1, next.getSuppressed().length),
        () ->
            assertTrue(
                next.getSuppressed()[0]
                    .getMessage()
                    .startsWith(
                        "dbkeepalive did not reconnect: the database mysql://db/shop has been away"),
                next.getSuppressed()[0].getMessage()),
        () -> assertEquals(List.of("lose"), connection.asked));
  }

  @Test
  void turnThatComesTooLateIsToldInOneLine() {
    RecoveryService service = new RecoveryService(options("reconnect-rate=1/s"));
    service.recover(read().build());
    for (int i = 0; i < 3; i++) {
      long shortly = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100); // of a second
      Outcome outcome = service.recover(read().attempt(1, shortly).build());
      assertSame(failure, outcome.failure());
    }

    assertEquals(1, connection.count("reopen"));
    assertEquals(3, failure.getSuppressed().length);
    String told = failure.getSuppressed()[0].getMessage();
    assertTrue(told.contains("limited to reconnect-rate=1/s"), told);
    assertTrue(
        log.only("reconnect-limited").contains(" database=mysql://db/shop rate=1/s "), log.text());
  }

  @Test
  void databaseThatTheApplicationReachedIsConnectedToAgain() {
    RecoveryService service = withOpenBreaker();
    connection.everyReopenFails = null;
    service.reached(connection);

    assertEquals("again", service.recover(read().build()).value());
    assertTrue(log.only("breaker-closed").contains(" database=mysql://db/shop "), log.text());
  }

  /** By calls, until the database has been away for long enough. */
  private RecoveryService withOpenBreaker() {
    connection.everyReopenFails = new SQLException("connection refused", "08001");
    RecoveryService service =
        new RecoveryService(
            options("recovery-timeout=100ms,breaker-failures=1,backoff=1ms,reconnect-rate=off"));
    for (int i = 0; log.lines("breaker-opened").isEmpty(); i++) {
      assertTrue(i < 10_000, log.text());
      service.recover(read().attempt(1, System.nanoTime() + 50_000_000).build());
    }
    return service;
  }

  private FailedCall.Builder read() {
    return new FailedCall.Builder(connection, CallKind.EXECUTE, "Statement.execute", runner)
        .executing(SqlClassifier.classify("SELECT name FROM item", SqlDialect.MYSQL))
        .failedWith(failure)
        .lostBy("test", Evidence.NONE)
        .attempt(1, System.nanoTime() + TimeUnit.MINUTES.toNanos(1));
  }

  private static Options options(String text) {
    return OptionsParser.parse(text, new Properties(), Map.of(), ConfigFile.ON_DISK).options();
  }
}
