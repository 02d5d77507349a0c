package io.dbkeepalive.recovery;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.config.ConfigFile;
import io.dbkeepalive.config.Options;
import io.dbkeepalive.config.OptionsParser;
import io.dbkeepalive.config.ParsedOptions;
import io.dbkeepalive.dialect.SqlDialect;
import io.dbkeepalive.recovery.sql.SqlClassifier;
import io.dbkeepalive.recovery.sql.SqlTraits;
import io.dbkeepalive.telemetry.log.LogCapture;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A call that met a lost connection, and what {@link RecoveryService} makes of it. */
abstract class RecoveryFixture {
  static final String READ = "SELECT name FROM item WHERE id = 1";

  final LogCapture log = new LogCapture();
  final FakeHealable connection = new FakeHealable();
  final FakeRunner runner = new FakeRunner();
  final SQLException failure =
      new SQLNonTransientConnectionException("Communications link failure", "08S01", 0);

  @BeforeEach
  void startLog() {
    log.start("info");
  }

  @AfterEach
  void endLog() {
    log.close();
  }

  void assertHealedAndRunOnce(Outcome outcome, List<String> asked) {
    assertAll(
        () -> assertEquals(asked, connection.asked),
        () -> assertEquals(List.of(2), runner.attempts),
        () -> assertEquals("again", outcome.value()),
        () -> assertNull(outcome.failure()),
        () -> assertEquals(0, failure.getSuppressed().length));
  }

  void assertRefused(Outcome outcome, String[] expected) {
    boolean quarantined = expected.length >= 3 && expected[2].equals("Q");
    int opened = expected.length == 4 ? 1 : 0;
    assertAll(
        () -> assertEquals(List.of(), runner.attempts, "never run again"),
        () -> assertEquals(opened, connection.count("reopen")),
        () -> assertEquals(opened, connection.count("adopt"), "what was opened is of use"),
        () -> assertEquals(1, connection.count("told")),
        () -> assertEquals(quarantined ? 1 : 0, connection.count("quarantine")),
        () -> assertSame(failure, outcome.failure()),
        () -> assertEquals(1, failure.getSuppressed().length),
        () ->
            assertTrue(
                failure.getSuppressed()[0].getMessage().endsWith("verdict " + expected[1]),
                failure.getSuppressed()[0].getMessage()),
        () ->
            assertTrue(
                log.only("call-refused")
                    .contains(" reason=" + expected[0] + " verdict=" + expected[1] + " cause=test"),
                log.text()));
  }

  FailedCall.Builder call(CallKind kind, String sql) {
    FailedCall.Builder builder =
        new FailedCall.Builder(connection, kind, "Statement.execute", runner)
            .failedWith(failure)
            .lostBy("test", Evidence.NONE)
            .attempt(1, soon());
    SqlTraits traits = sql == null ? null : SqlClassifier.classify(sql, SqlDialect.MYSQL);
    return sql == null ? builder : builder.executing(traits).askingHistory(traits.asksHistory());
  }

  static long soon() {
    return System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
  }

  static Outcome recover(FailedCall call, String options) {
    return new RecoveryService(options("backoff=1ms,max-backoff=1ms," + options)).recover(call);
  }

  static Options options(String text) {
    ParsedOptions parsed =
        OptionsParser.parse(text, new Properties(), Map.of(), ConfigFile.ON_DISK);
    assertEquals(List.of(), parsed.errors());
    return parsed.options();
  }
}
