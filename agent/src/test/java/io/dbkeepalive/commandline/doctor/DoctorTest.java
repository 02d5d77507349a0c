package io.dbkeepalive.commandline.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorTest {
  private static final double NEVER = Double.POSITIVE_INFINITY;
  private static final String DATABASE = "mysql://db1:3306/shop";

  private final Map<String, String> jvm = new HashMap<>(Map.of("dns-cache-ttl", "30"));
  private final Map<String, String> options =
      new HashMap<>(Map.of("stall-timeout", "off (default)", "connect-timeout", "off (default)"));
  private final Map<String, String> settings =
      new HashMap<>(
          Map.of(
              "class", "com.mysql.cj.jdbc.ConnectionImpl",
              "read-timeout", "5000",
              "connect-timeout", "set",
              "competing", "",
              "server-limit", "session 28800s, transaction 28800s"));
  private final List<String> events = new ArrayList<>();
  private final List<Pool> pools = new ArrayList<>();
  private boolean enabled = true;
  private long errors;
  private long unmanaged;
  private double pingInterval = 300;

  @Test
  void nothingIsFoundWhereAllIsWell() {
    assertEquals(List.of(), found());
  }

  @ParameterizedTest
  @CsvSource({"-1, true", "61, true", "60, false", "0, false", "'', false"})
  void namesThatAreKeptForTooLongAreFound(String seconds, boolean bites) {
    jvm.put("dns-cache-ttl", seconds);
    assertEquals(bites ? List.of("WARN dns-cache JVM") : List.of(), found());
  }

  @Test
  void missingReadTimeOutIsFound() {
    settings.put("read-timeout", "0");
    assertEquals(List.of("WARN read-timeout-missing " + DATABASE), found());
    options.put("stall-timeout", "10s (argument)");
    assertEquals(List.of(), found());
  }

  @Test
  void unknownReadTimeOutIsNotHeldForMissing() {
    settings.remove("read-timeout");
    assertEquals(List.of(), found());
  }

  @Test
  void missingConnectTimeOutIsFoundOfTheDriverThatHasNoDefault() {
    settings.put("connect-timeout", "not set");
    assertEquals(List.of("WARN connect-timeout-missing " + DATABASE), found());
    settings.put("class", "org.mariadb.jdbc.Connection");
    assertEquals(List.of(), found());
  }

  @Test
  void competingMachineryIsFoundWithItsRemedy() {
    settings.put("competing", "AUTO_RECONNECT PROXYSQL");
    assertEquals(
        List.of("WARN competing-machinery " + DATABASE, "WARN competing-machinery " + DATABASE),
        found());
    assertTrue(look().stream().anyMatch(each -> each.remedy.contains("remove autoReconnect")));
  }

  @Test
  void poolThatOutlivesItsServerIsFoundWhereNobodyPings() {
    pools.add(new Pool("pool", 30_000_000, Pool.NONE));
    assertEquals(List.of(), found());
    pingInterval = NEVER;
    assertEquals(List.of("WARN not-pinged " + DATABASE, "WARN pool-outlives-server pool"), found());
    pools.set(0, new Pool("pool", 1_800_000, Pool.NONE));
    assertEquals(List.of("WARN not-pinged " + DATABASE), found());
    pools.set(0, new Pool("pool", Pool.NONE, Pool.NONE));
    assertEquals(2, found().size(), "it lives for ever");
  }

  @Test
  void poolThatPingsTooIsTold() {
    pools.add(new Pool("pool", 1_800_000, 30_000));
    assertEquals(List.of("INFO pool-pings-too pool"), found());
    pools.set(0, new Pool("pool", 1_800_000, 600_000));
    assertEquals(List.of(), found());
  }

  @Test
  void poolThatHidesItsSettingsIsTold() {
    settings.put("pool", "com.zaxxer.hikari.pool.PoolBase");
    assertEquals(List.of("INFO pool-hidden JVM"), found());
    pools.add(new Pool("pool", 1_800_000, Pool.NONE));
    assertEquals(List.of(), found());
  }

  @Test
  void warningsStandFirst() {
    settings.put("pool", "com.zaxxer.hikari.pool.PoolBase");
    unmanaged = 2;
    assertEquals(List.of("WARN unmanaged " + DATABASE, "INFO pool-hidden JVM"), found());
  }

  @Test
  void whatKeepsTheAgentFromItsWorkIsFound() {
    enabled = false;
    errors = 1;
    events.add("2026-11-20T12:00:00Z WARN driver-in-use class=a");
    events.add("2026-11-20T12:00:00Z ERROR option-wrong reason=b");
    assertEquals(
        List.of(
            "WARN only-looks-on JVM",
            "WARN agent-errors JVM",
            "WARN option-wrong JVM",
            "WARN driver-in-use JVM"),
        found());
  }

  @Test
  void eachFindingHasValueReasonAndRemedy() {
    jvm.put("dns-cache-ttl", "-1");
    enabled = false;
    errors = 3;
    unmanaged = 4;
    pingInterval = NEVER;
    settings.putAll(
        Map.of("read-timeout", "0", "connect-timeout", "not set", "competing", "VITESS"));
    pools.add(new Pool("pool", Pool.NONE, 1_000));
    List<Finding> all = look();
    assertTrue(all.size() >= 8, all::toString);
    for (Finding each : all) {
      assertTrue(
          Stream.of(each.found, each.why, each.remedy)
              .noneMatch(text -> text.isEmpty() || text.contains("null")),
          each.name);
      assertEquals(
          List.of("level", "finding", "subject", "found", "why", "remedy"),
          List.copyOf(each.asDocument().keySet()));
    }
  }

  private List<String> found() {
    return look().stream().map(each -> each.weight + " " + each.name + " " + each.subject).toList();
  }

  private List<Finding> look() {
    DatabaseFacts database = new DatabaseFacts(DATABASE, pingInterval, unmanaged, settings);
    return Doctor.look(new Facts(jvm, options, enabled, errors, events, List.of(database), pools));
  }
}
