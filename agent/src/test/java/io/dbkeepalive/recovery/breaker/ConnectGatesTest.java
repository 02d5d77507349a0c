package io.dbkeepalive.recovery.breaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.config.ConfigFile;
import io.dbkeepalive.config.OptionsParser;
import io.dbkeepalive.telemetry.state.Breaker;
import io.dbkeepalive.telemetry.state.DatabaseState;
import io.dbkeepalive.telemetry.state.Databases;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConnectGatesTest {
  private static final SQLException REFUSED = new SQLException("connection refused", "08001");

  private final FakeThreads threads = new FakeThreads();
  private final List<Long> pausesInMillis = new ArrayList<>();
  private final Trial trial = () -> {};
  private final ConnectGates gates =
      new ConnectGates(
          OptionsParser.parse(
                  "reconnect-rate=10/s,breaker-failures=1,recovery-timeout=1s",
                  new Properties(),
                  Map.of(),
                  ConfigFile.ON_DISK)
              .options(),
          () -> threads.now,
          (nanos, end) -> {
            pausesInMillis.add(TimeUnit.NANOSECONDS.toMillis(nanos));
            threads.now += nanos;
          },
          threads);

  @Test
  void eachDatabaseHasItsOwn() throws InterruptedException {
    ConnectGate one = gates.of("one", "one");
    assertSame(one, gates.of("one", "one"));
    open(one);

    assertTrue(one.enter(trial, soon()).contains("the circuit breaker is open"));
    assertNull(gates.of("two", "two").enter(trial, soon()));
    assertEquals(List.of(), pausesInMillis);
  }

  @Test
  void connectsWaitForTheirTurn() throws InterruptedException {
    ConnectGate gate = gates.of("one", "one");
    for (int i = 0; i < 3; i++) {
      assertNull(gate.enter(trial, soon()));
    }
    assertEquals(List.of(100L, 100L), pausesInMillis);
  }

  @Test
  void turnsOfThoseWhoGaveUpAreFree() throws InterruptedException {
    ConnectGate gate = gates.of("one", "one");
    ConnectGates opening =
        new ConnectGates(
            OptionsParser.parse(
                    "reconnect-rate=1/s,breaker-failures=1,recovery-timeout=1s",
                    new Properties(),
                    Map.of(),
                    ConfigFile.ON_DISK)
                .options(),
            () -> threads.now,
            (nanos, end) -> {
              threads.now += TimeUnit.MILLISECONDS.toNanos(2);
              open(gatesUnderTest[0]); // while it waits for its turn
            },
            threads);
    gatesUnderTest[0] = opening.of("one", "one");
    assertNull(gatesUnderTest[0].enter(trial, soon()));
    assertTrue(gatesUnderTest[0].enter(trial, soon()).contains("the circuit breaker is open"));
    gatesUnderTest[0].reached();
    threads.advanceMillis(1_000);

    assertNull(gatesUnderTest[0].enter(trial, threads.now), "and at once");
    assertTrue(gate.isAtRest());
  }

  private final ConnectGate[] gatesUnderTest = new ConnectGate[1];

  @Test
  void databaseThatTheApplicationReachedIsThere() throws InterruptedException {
    ConnectGate gate = gates.of("one", "one");
    open(gate);
    gates.reached("two");
    assertTrue(gate.enter(trial, soon()).contains("the circuit breaker is open"));
    gates.reached("one");

    assertNull(gate.enter(trial, soon()));
  }

  @Test
  void gatesAtRestAreForgottenWhenThereAreManyButNotThoseInNeed() {
    ConnectGate open = gates.of("open", "open");
    open(open);
    ConnectGate atRest = gates.of("at rest", "at rest");
    for (int i = 2; i < ConnectGates.MOST_AT_REST; i++) {
      gates.of("database " + i, "database");
    }
    assertSame(atRest, gates.of("at rest", "at rest"));
    gates.of("one more", "database");

    assertSame(open, gates.of("open", "open"));
    assertNotSame(atRest, gates.of("at rest", "at rest"));
  }

  @Test
  void whoAsksDoesNotWaitForTheNextTrial() throws InterruptedException {
    ConnectGate gate = gates.of("one", "one");
    open(gate);
    String refusal = gate.enter(trial, soon()); // and is asked to try
    gates.tryNow("another", threads.now);
    assertEquals(List.of(), threads.started);
    gates.tryNow("one", threads.now);
    threads.endTrial();

    assertTrue(refusal.contains("the circuit breaker is open"), refusal);
    assertNull(gate.enter(trial, soon()));
  }

  @Test
  void whatIsKnownIsTold() {
    open(gates.of("one", "one"));
    gates.of("two", "two").reached();
    threads.advanceMillis(500);
    Databases databases = new Databases(gates);
    DatabaseState one = databases.all().get(0);
    DatabaseState two = databases.all().get(1);

    assertEquals(Breaker.OPEN, one.breaker);
    assertFalse(one.health.up);
    assertEquals(Breaker.CLOSED, two.breaker);
    assertTrue(two.health.up);
    assertTrue(gates.isReachedSince("two", threads.now - TimeUnit.SECONDS.toNanos(1)));
    assertFalse(gates.isReachedSince("two", threads.now - TimeUnit.MILLISECONDS.toNanos(400)));
    assertFalse(gates.isReachedSince("one", Long.MIN_VALUE / 2));
  }

  private void open(ConnectGate gate) {
    gate.failed(threads.now - TimeUnit.SECONDS.toNanos(1), REFUSED);
  }

  private long soon() {
    return threads.now + TimeUnit.SECONDS.toNanos(10);
  }
}
