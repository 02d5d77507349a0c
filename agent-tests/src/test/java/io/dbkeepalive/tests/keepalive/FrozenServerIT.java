package io.dbkeepalive.tests.keepalive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ChildJvm.Running;
import io.dbkeepalive.tests.support.DatabaseServer;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.LogLines;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.ServerKind;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that stops without a sign, as a machine that hangs: its kernel still takes packets. */
@Tag("keepalive")
@Isolated("it freezes servers")
class FrozenServerIT {
  static Stream<Pairing> pairings() {
    return Stream.of(
        new Pairing(JdbcDriver.CONNECTOR_J, ServerKind.MYSQL_CONTAINER),
        new Pairing(JdbcDriver.PGJDBC, ServerKind.POSTGRESQL_CONTAINER));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void readEndsAndGetsItsResultWhenTheServerIsBack(Pairing pairing) throws IOException {
    DatabaseServer server = pairing.server();
    Running program = StalledCallIT.start(pairing, server.directUrl(pairing.driver()));
    try {
      StalledCallIT.warmUp(program);
      server.freeze();
      try {
        program.send("SELECT 40 + 2");
        program.awaitOutput("call-aborted ", StalledCallIT.STALL.plus(StalledCallIT.FEW_SECONDS));
      } finally {
        server.thaw();
      }
      program.awaitOutput("2 result 42", StalledCallIT.PATIENCE);
    } finally {
      program.terminate();
    }
    String text = program.toString();
    assertTrue(text.contains("proof=\"the server does not answer\""), text);
    assertEquals(List.of(), LogLines.defects(text));
  }
}
