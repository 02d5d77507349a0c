package io.dbkeepalive.tests.opening;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.TcpProxy;
import io.dbkeepalive.tests.support.TcpProxy.Cut;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The application opens no more connections than its share; what heals needs no more. */
class BudgetIT {
  @ParameterizedTest(name = "{0}")
  @MethodSource("io.dbkeepalive.tests.support.Pairings#ofEachDriver")
  void fourthOfThreeWaitsUntilOneIsClosed(Pairing pairing) throws IOException {
    try (TcpProxy proxy = new TcpProxy(pairing.server());
        Program program = full(pairing, proxy, "connect-wait=30s")) {
      program.run("open d");
      proxy.cutAll(Cut.RST);
      program.run("ask b SELECT 1"); // heals: its place is its own
      assertTrue(program.outcome("b").startsWith("asked b"), program::text);
      program.events("connection-healed", 3); // the others too, found lost with the first
      assertFalse(program.has("opened d"), program::text);
      assertEquals(6, proxy.connectionsAccepted(), "three, and three to heal");

      program.run("close a");

      program.await("opened d");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.dbkeepalive.tests.support.Pairings#ofEachDriver")
  void fourthOfThreeIsToldWhoHoldsThem(Pairing pairing) throws IOException {
    try (TcpProxy proxy = new TcpProxy(pairing.server());
        Program program = full(pairing, proxy, "connect-wait=1s")) {
      program.run("open d");
      program.await(" d after ");
      String told = program.outcome("d");
      assertTrue(told.contains("refused SQLTransientConnectionException dbkeepalive: "), told);
      assertTrue(told.contains("its share of 3 connections to "), told);
      assertTrue(told.contains("3 opened by thread opener-"), told);
      assertTrue(told.contains("OpenerProgram.open(OpenerProgram.java:"), told);
      assertTrue(told.contains("idle for "), told);
      assertFalse(told.contains(pairing.server().password()), told);
      assertTrue(program.millis("d") >= 1_000, told);
      program.events("connect-refused", 1);
      assertEquals(3, proxy.connectionsAccepted());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.dbkeepalive.tests.support.Pairings#ofEachDriver")
  void whateverEndsAConnectionGivesItsPlaceBack(Pairing pairing) throws IOException {
    try (TcpProxy proxy = new TcpProxy(pairing.server());
        Program program = full(pairing, proxy, "connect-wait=30s")) {
      program.run("abort a");
      program.open("d");
      proxy.cutAll(Cut.RST);
      program.run("close b"); // a dead one
      program.open("e");
      program.run("open f");
      program.run("forget c");
      for (int i = 0; i < 50 && !program.has("opened f"); i++) {
        program.run("forget c"); // collects garbage
      }
      program.await("opened f");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.dbkeepalive.tests.support.Pairings#ofEachDriver")
  void failedOpeningKeepsNoPlace(Pairing pairing) throws IOException {
    try (TcpProxy proxy = new TcpProxy(pairing.server());
        Program program = program(pairing, proxy, "max-connections=1,connect-wait=0ms")) {
      proxy.refuse();
      for (int i = 0; i < 3; i++) {
        program.run("fail x" + i);
        assertTrue(program.outcome("x" + i).startsWith("refused "), program::text);
        assertFalse(program.outcome("x" + i).contains("dbkeepalive"), program::text);
      }
      proxy.accept();
      program.open("a");
    }
  }

  /** A data source opens by its driver: that is one connection, not two. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("io.dbkeepalive.tests.support.Pairings#ofEachDriver")
  void whatIsOpenedInsideAnOpeningCountsOnce(Pairing pairing) throws IOException {
    try (TcpProxy proxy = new TcpProxy(pairing.server());
        Program program = program(pairing, proxy, "max-connections=2,connect-wait=0ms")) {
      program.open("source1");
      program.open("b");
      program.run("open source2");
      program.await(" source2 after ");
      assertTrue(program.outcome("source2").contains("its share of 2"), program::text);
      program.run("close source1");
      program.open("source3");
      assertEquals(3, proxy.connectionsAccepted());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.dbkeepalive.tests.support.Pairings#ofEachDriver")
  void shareIsOneAtLeast(Pairing pairing) throws IOException {
    try (TcpProxy proxy = new TcpProxy(pairing.server());
        Program program = program(pairing, proxy, "max-connections=2,pods=3")) {
      program.open("a");
      program.events("budget-too-small", 1);
    }
  }

  private static Program full(Pairing pairing, TcpProxy proxy, String options) throws IOException {
    Program program = program(pairing, proxy, "max-connections=3," + options);
    program.open("a");
    program.open("b");
    program.open("c");
    return program;
  }

  private static Program program(Pairing pairing, TcpProxy proxy, String options)
      throws IOException {
    return new Program(options, pairing.driver().url(proxy.host(), proxy.port()), pairing);
  }
}
