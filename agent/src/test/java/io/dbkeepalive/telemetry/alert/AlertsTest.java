package io.dbkeepalive.telemetry.alert;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.telemetry.Held;
import io.dbkeepalive.telemetry.events.BudgetEvents;
import io.dbkeepalive.telemetry.events.CallEvents;
import io.dbkeepalive.telemetry.events.ConnectionEvents;
import io.dbkeepalive.telemetry.events.Event;
import io.dbkeepalive.telemetry.events.EventStream;
import io.dbkeepalive.telemetry.events.EventType;
import io.dbkeepalive.telemetry.state.Breaker;
import io.dbkeepalive.telemetry.state.ConnectionState.At;
import io.dbkeepalive.telemetry.state.DatabaseState;
import io.dbkeepalive.telemetry.state.Databases;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules, with the time passed in. */
class AlertsTest {
  private static final String SHOP = "mysql://db1:3306/shop";
  private static final long COOL_DOWN = MINUTES.toNanos(10);

  private final List<String> told = new ArrayList<>();
  private final Consumer<Event> listener = this::tell;
  private final Alerts alerts = new Alerts(COOL_DOWN);

  private Consumer<DatabaseState.Builder> state = of -> {};
  private final Databases databases = new Databases(of -> state.accept(of.apply(SHOP)));

  private long now = -SECONDS.toNanos(30);

  @BeforeEach
  void listen() {
    EventStream.listen(databases);
    EventStream.listen(listener);
  }

  @AfterEach
  void unlisten() {
    EventStream.unlisten(databases);
    EventStream.unlisten(listener);
  }

  private void tell(Event event) {
    if (event.type() == EventType.ALERT || event.type() == EventType.ALERT_OVER) {
      told.add(event.type() + " " + event.text("alert"));
      assertEquals(SHOP, event.database());
    }
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      alerts.look(databases.all(), now);
      now += SECONDS.toNanos(1);
    }
  }

  private void assertTold(String... expected) {
    assertEquals(List.of(expected), told);
    told.clear();
  }

  @Test
  void whereAllIsWellNobodyIsTold() {
    state = of -> of.connections(At.IDLE, 5).overdue(0, 5);
    pass(200);
    assertTold();
  }

  @Test
  void databaseThatIsAwayIsToldOnceAndWhenItIsBack() {
    pass(5);
    state = of -> of.gate(Breaker.OPEN, 1, 2);
    pass(300);
    assertTold("alert database-unhealthy", "alert breaker-open");
    state = of -> {};
    pass(5);
    assertTold("alert-over database-unhealthy", "alert-over breaker-open");
  }

  @Test
  void whatComesAndGoesIsToldOncePerCoolDown() {
    for (int i = 0; i < 100; i++) {
      state = of -> of.gate(Breaker.CLOSED, 1, DatabaseState.NEVER);
      pass(2);
      state = of -> {};
      pass(2);
    }
    assertTold("alert database-unhealthy", "alert-over database-unhealthy");
    pass(300);
    state = of -> of.gate(Breaker.CLOSED, 1, DatabaseState.NEVER);
    pass(2);
    assertTold("alert database-unhealthy");
  }

  @Test
  void whatLastsBeyondTheCoolDownIsTold() {
    state = of -> of.gate(Breaker.CLOSED, 1, DatabaseState.NEVER);
    pass(1);
    state = of -> {};
    pass(1);
    state = of -> of.gate(Breaker.CLOSED, 1, DatabaseState.NEVER);
    told.clear();
    pass(700);
    assertTold("alert database-unhealthy");
  }

  @Test
  void lossesThatAreMostlyNotHealedAre() {
    pass(3);
    for (int i = 0; i < 6; i++) {
      ConnectionEvents.healed(1, SHOP, "stalled", 0, 1, 1);
      CallEvents.refused(1, SHOP, "commit", "commit-in-doubt", "UNKNOWN", "stalled");
    }
    pass(3);
    assertTold();
    CallEvents.refused(1, SHOP, "commit", "commit-in-doubt", "UNKNOWN", "stalled");
    pass(3);
    assertTold("alert failure-rate");
    pass(90);
    assertTold("alert-over failure-rate");
  }

  @Test
  void fewLossesSayNothing() {
    for (int i = 0; i < 9; i++) {
      CallEvents.refused(1, SHOP, "commit", "commit-in-doubt", "UNKNOWN", "stalled");
    }
    pass(30);
    assertTold();
  }

  @Test
  void leakIsOverWhenItCameBack() {
    pass(1);
    BudgetEvents.leak(Held.alone(1), SHOP, 1, "main", "here", "there");
    pass(5);
    assertTold("alert connection-leak");
    BudgetEvents.leakOver(Held.alone(1), SHOP, 1, "main");
    pass(1);
    assertTold("alert-over connection-leak");
  }

  @Test
  void budgetIsToldFromFourFifthsOn() {
    state = of -> of.budget(7, 10);
    pass(10);
    assertTold();
    state = of -> of.budget(8, 10);
    pass(10);
    assertTold("alert budget-used");
  }

  @Test
  void callsThatRunForLongAre() {
    state = of -> of.longest(0, SECONDS.toNanos(61));
    pass(1);
    assertTold("alert slow-statements");
  }

  @Test
  void slowConnectsOfTheLastMinuteAre() {
    pass(1);
    ConnectionEvents.opened(1, SHOP, "driver", SECONDS.toNanos(3));
    pass(10);
    assertTold("alert slow-connects");
    pass(90);
    assertTold("alert-over slow-connects");
  }

  @Test
  void coverageMustBeBadForAWhile() {
    state = of -> of.overdue(2, 10);
    pass(3);
    state = of -> {};
    pass(3);
    assertTold();
    state = of -> of.overdue(2, 10);
    pass(10);
    assertTold("alert ping-coverage");
  }

  @Test
  void hourWithNewsHasItsLine() {
    List<String> lines = new ArrayList<>();
    Consumer<Event> hourly =
        event -> {
          if (event.type() == EventType.HOURLY_SUMMARY) {
            lines.add(event.text("counts"));
          }
        };
    EventStream.listen(hourly);
    try {
      Summary summary = new Summary(now);
      ConnectionEvents.opened(1, SHOP, "driver", 1);
      summary.look(databases.all(), now + Summary.HOUR);
      assertEquals(List.of(), lines);
      ConnectionEvents.opened(1, SHOP, "driver", 1);
      ConnectionEvents.healed(1, SHOP, "stalled", 0, 1, 1);
      summary.look(databases.all(), now + Summary.HOUR + 1);
      assertEquals(List.of(), lines);
      summary.look(databases.all(), now + 2 * Summary.HOUR);
      summary.look(databases.all(), now + 3 * Summary.HOUR);
      assertEquals(List.of("1 connections opened, 1 heals"), lines);
      assertTrue(told.isEmpty());
    } finally {
      EventStream.unlisten(hourly);
    }
  }
}
