package io.dbkeepalive.telemetry.state;

import static io.dbkeepalive.telemetry.state.DatabaseState.NEVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.telemetry.events.CallEvents;
import io.dbkeepalive.telemetry.events.ConnectionEvents;
import io.dbkeepalive.telemetry.events.EventStream;
import io.dbkeepalive.telemetry.events.PingEvents;
import io.dbkeepalive.telemetry.state.ConnectionState.At;
import io.dbkeepalive.telemetry.state.Finding.Fault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is at fault, by what the agent knows. */
class DiagnosisTest {
  private static final String SHOP = "mysql://db1:3306/shop";

  private Consumer<DatabaseState.Builder> state = of -> of.connections(At.IDLE, 2);
  private final Databases databases = new Databases(of -> state.accept(of.apply(SHOP)));

  @BeforeEach
  void listen() {
    EventStream.listen(databases);
  }

  @AfterEach
  void unlisten() {
    EventStream.unlisten(databases);
  }

  private List<Finding> findings(Duration later) {
    return Diagnosis.of(databases.all().get(0), Instant.now().plus(later));
  }

  private List<Fault> faults() {
    return findings(Duration.ZERO).stream().map(each -> each.fault).collect(Collectors.toList());
  }

  private static void healed() {
    ConnectionEvents.healed(1, SHOP, "found-lost-while-idle", 0, 1, 1);
  }

  static Stream<Arguments> troubles() {
    return Stream.of(
        Arguments.of(new ConnectException("Connection refused"), Fault.DATABASE),
        Arguments.of(new ConnectException("Connection timed out"), Fault.NETWORK),
        Arguments.of(new ConnectException("Network is unreachable"), Fault.NETWORK),
        Arguments.of(new UnknownHostException("db1"), Fault.NETWORK),
        Arguments.of(new NoRouteToHostException("No route to host"), Fault.NETWORK),
        Arguments.of(new SocketTimeoutException("connect timed out"), Fault.NETWORK),
        Arguments.of(new IOException("too many connections"), Fault.DATABASE));
  }

  /** By what the driver has wrapped. */
  @ParameterizedTest
  @MethodSource("troubles")
  void databaseThatIsAwayIsToldByTheException(Exception cause, Fault fault) {
    state = of -> of.connections(At.LOST, 2).gate(Breaker.OPEN, 1, NEVER);
    SQLException thrown = new SQLException("failure", "08001", new RuntimeException(cause));
    ConnectionEvents.healFailed(1, SHOP, "lost-in-call", 3, 1, thrown);
    Finding finding = findings(Duration.ZERO).get(0);
    assertEquals(fault, finding.fault, finding.what);
    assertTrue(finding.urgent);
  }

  @Test
  void changedPasswordIsASettingUntilSomethingIsHealed() {
    ConnectionEvents.loginRefused(1, SHOP, new SQLException("Access denied", "28000"));
    assertEquals(List.of(Fault.SETTINGS), faults());
    assertTrue(findings(Duration.ZERO).get(0).urgent);
    healed();
    assertFalse(faults().contains(Fault.SETTINGS));
  }

  @Test
  void whatWasHealedIsToldForAWhileAndWakesNobody() {
    healed();
    assertEquals(List.of(Fault.DATABASE), faults());
    assertFalse(findings(Duration.ZERO).get(0).urgent);
    assertEquals(List.of(), findings(Duration.ofMinutes(16)));
  }

  @Test
  void whatEndsIdleConnectionsIsTheNetwork() {
    PingEvents.idleDeath(SHOP, TimeUnit.MINUTES.toNanos(5), TimeUnit.MINUTES.toNanos(4));
    healed();
    assertEquals(List.of(Fault.NETWORK), faults());
  }

  @Test
  void databaseThatIsBackIsSaidToBe() {
    ConnectionEvents.healFailed(1, SHOP, "lost-in-call", 3, 1, null);
    healed();
    assertTrue(findings(Duration.ZERO).get(0).what.startsWith("It was away, and is back"));
  }

  @Test
  void longCallOnADatabaseThatAnswersIsTheApplications() {
    state = of -> of.connections(At.BUSY, 1).longest(0, TimeUnit.MINUTES.toNanos(2));
    assertEquals(List.of(Fault.APPLICATION), faults());
    state =
        of ->
            of.connections(At.LOST, 1)
                .longest(0, TimeUnit.MINUTES.toNanos(2))
                .gate(Breaker.OPEN, 1, NEVER);
    assertEquals(List.of(Fault.DATABASE), faults(), "it waits for the database");
  }

  @Test
  void refusedCallIsForTheApplicationToKnow() {
    CallEvents.refused(1, SHOP, "execute", "may-have-run", "UNKNOWN", "lost-in-call");
    assertEquals(List.of(Fault.APPLICATION), faults());
  }

  @Test
  void standstillIsTheAgents() {
    state = of -> of.connections(At.IDLE, 1).countedAgo(TimeUnit.MINUTES.toNanos(1));
    assertEquals(List.of(Fault.AGENT), faults());
  }

  @Test
  void wellIsNothing() {
    assertEquals(List.of(), faults());
  }
}
