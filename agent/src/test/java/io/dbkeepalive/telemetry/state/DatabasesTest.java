package io.dbkeepalive.telemetry.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.telemetry.events.AgentEvents;
import io.dbkeepalive.telemetry.events.BreakerEvents;
import io.dbkeepalive.telemetry.events.CallEvents;
import io.dbkeepalive.telemetry.events.ConnectionEvents;
import io.dbkeepalive.telemetry.events.EventStream;
import io.dbkeepalive.telemetry.events.PingEvents;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabasesTest {
  private static final String SHOP = "mysql://db1:3306/shop";

  private final Databases databases =
      new Databases(
          of -> of.apply(SHOP).connections(ConnectionState.At.IDLE, 2).answeredAgo(5),
          of -> of.apply(SHOP).connections(ConnectionState.At.IDLE, 3).answeredAgo(3));

  @BeforeEach
  void listen() {
    EventStream.listen(databases);
  }

  @AfterEach
  void unlisten() {
    EventStream.unlisten(databases);
  }

  private DatabaseState shop() {
    return databases.all().stream().filter(each -> each.name.equals(SHOP)).findFirst().get();
  }

  @Test
  void eventsAreCountedByDatabaseAndLabel() {
    ConnectionEvents.healed(1, SHOP, "lost-before-use", 0, 1, 2_000_000);
    ConnectionEvents.healed(2, SHOP, "lost-before-use", 0, 1, 4_000_000);
    ConnectionEvents.healed(3, SHOP, "stalled", 0, 1, 90_000_000_000L);
    ConnectionEvents.healed(4, "h2:mem:a", "stalled", 0, 1, 1);
    CallEvents.refused(1, SHOP, "commit", "commit-in-doubt", "UNKNOWN", "lost-in-call");
    CallEvents.repeated(1, SHOP, "executeQuery", true);
    PingEvents.pinged(1, SHOP, 0, true, 1_000);
    PingEvents.pinged(1, SHOP, 0, false, 1_000);
    Figures figures = shop().figures;
    assertEquals(Map.of("lost-before-use", 2L, "stalled", 1L), figures.counts(Counter.HEALS));
    assertEquals(Map.of("commit-in-doubt", 1L), figures.counts(Counter.REFUSALS));
    assertEquals(Map.of("succeeded", 1L), figures.counts(Counter.RETRIES));
    assertEquals(Map.of("answered", 1L, "failed", 1L), figures.counts(Counter.PINGS));
    assertEquals(0, figures.total(Counter.LEAKS));
    Durations heals = figures.durations(Timer.HEAL);
    assertEquals(90.006, heals.sumSeconds(), 1e-9);
    long[] counts = heals.counts();
    assertEquals(3, Arrays.stream(counts).sum());
    assertEquals(1, counts[counts.length - 1], "beyond all bounds");
    assertEquals(1, counts[1], "2 ms are at most 2.5 ms");
    assertEquals(1, counts[2], "4 ms are at most 5 ms");
  }

  @Test
  void sourcesOfOneNameAreAddedUp() {
    assertEquals(5, shop().connections());
    assertEquals(3, shop().answeredNanosAgo);
  }

  @Test
  void databasesBeyondTheBoundAreOneTogether() {
    for (int i = 0; i < 500; i++) {
      ConnectionEvents.healed(i, "h2:mem:" + i, "stalled", 0, 1, 1);
    }
    List<DatabaseState> all = databases.all();
    assertEquals(Databases.MOST + 1, all.size());
    long heals = all.stream().mapToLong(each -> each.figures.total(Counter.HEALS)).sum();
    assertEquals(500, heals);
    assertTrue(all.stream().anyMatch(each -> each.name.equals("other")));
  }

  @Test
  void labelsAreBounded() {
    for (int i = 0; i < 1_000; i++) {
      ConnectionEvents.healed(i, SHOP, "cause-" + i, 0, 1, 1);
    }
    Map<String, Long> heals = shop().figures.counts(Counter.HEALS);
    assertEquals(LabelledCounts.MOST + 1, heals.size());
    assertEquals(1_000 - LabelledCounts.MOST, heals.get("other"));
  }

  @Test
  void recentEventsAreBoundedMaskedAndCounted() {
    for (int i = 0; i < 1_000; i++) {
      BreakerEvents.reconnectLimited(SHOP, 20);
    }
    ConnectionEvents.loginRefused(1, SHOP, new SQLException("jdbc:x://h?password=hunter2"));
    List<RecentEvent> events = shop().events;
    assertEquals(2, events.size());
    assertEquals("login-refused", events.get(0).event);
    assertFalse(events.get(0).text.contains("hunter2"), events.get(0).text);
    assertEquals(1_000, events.get(1).times);
    for (int i = 0; i < 200; i++) {
      BreakerEvents.closed(SHOP, 1, 1);
      PingEvents.idleDeath(SHOP, 1, 1);
    }
    assertEquals(RecentEvents.MOST, shop().events.size());
  }

  @Test
  void whatIsForDebuggingIsNotShown() {
    PingEvents.pinged(1, SHOP, 0, true, 1_000);
    assertEquals(List.of(), shop().events);
  }

  @Test
  void defectsBelongToNoDatabase() {
    AgentEvents.failed("a test", new IllegalStateException("on purpose"));
    assertEquals(1, databases.agentErrors());
    assertEquals("agent-error", databases.recentEvents().get(0).event);
  }
}
