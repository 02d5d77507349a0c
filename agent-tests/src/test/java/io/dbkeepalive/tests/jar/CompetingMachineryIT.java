package io.dbkeepalive.tests.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ChildJvm.Result;
import io.dbkeepalive.tests.support.ChildJvm.Running;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.LogLines;
import io.dbkeepalive.tests.support.ServerKind;
import io.dbkeepalive.tests.support.TcpProxy;
import io.dbkeepalive.tests.support.TcpProxy.Cut;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What else reconnects or replays is named once per database, with what to do about it. */
class CompetingMachineryIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String PASSWORD = "app-secret";
  private static final String EVENT = "competing-machinery";

  @ParameterizedTest
  @CsvSource({
    "CONNECTOR_J, autoReconnect, Connector/J autoReconnect",
    "CONNECTOR_J, autoReconnectForPools, Connector/J autoReconnect",
    "MARIADB_CONNECTOR_J, transactionReplay, MariaDB transactionReplay"
  })
  void isSaidOnce(JdbcDriver driver, String option, String name) throws IOException {
    try (TcpProxy proxy = new TcpProxy(ServerKind.MARIADB_EMBEDDED.server())) {
      String url =
          driver.url(
              proxy.host(), proxy.port(), "user=app", "password=" + PASSWORD, option + "=true");
      Result result = opensTwice(proxy, url);
      List<String> lines = LogLines.lines(result.err(), EVENT);
      assertEquals(1, lines.size(), result::err);
      assertTrue(lines.get(0).contains(name) && lines.get(0).contains("WARN"), lines.get(0));
      assertTrue(lines.get(0).contains("remove " + option.replace("ForPools", "")), lines.get(0));
      assertFalse(result.err().contains(PASSWORD), result::err);
    }
  }

  @ParameterizedTest
  @CsvSource({"CONNECTOR_J, autoReconnect", "MARIADB_CONNECTOR_J, transactionReplay"})
  void isNotSaidOfWhatIsOff(JdbcDriver driver, String option) throws IOException {
    try (TcpProxy proxy = new TcpProxy(ServerKind.MARIADB_EMBEDDED.server())) {
      String url =
          driver.url(
              proxy.host(), proxy.port(), "user=app", "password=" + PASSWORD, option + "=false");
      assertEquals(List.of(), LogLines.lines(opensTwice(proxy, url).err(), EVENT));
    }
  }

  @Test
  void propertiesCountAsMuchAsTheUrl() throws IOException {
    String url = ServerKind.MARIADB_EMBEDDED.server().url(JdbcDriver.CONNECTOR_J);
    Running program =
        H2Program.jvm("log-level=debug")
            .main(
                "io.dbkeepalive.smoke.Faults",
                url,
                "user=app",
                "password=" + PASSWORD,
                "autoReconnect=true")
            .start();
    program.awaitOutput("connected", TIMEOUT);
    assertEquals(1, LogLines.lines(end(program).err(), EVENT).size());
  }

  /** By the application, and by the agent when it heals. */
  private static Result opensTwice(TcpProxy proxy, String url) throws IOException {
    Running program =
        H2Program.jvm("log-level=debug,validate-after-idle=0ms")
            .main("io.dbkeepalive.smoke.Faults", url)
            .start();
    program.awaitOutput("connected", TIMEOUT);
    proxy.cutAll(Cut.RST);
    program.send("again");
    program.awaitOutput("again", TIMEOUT);
    return end(program);
  }

  private static Result end(Running program) throws IOException {
    program.send("end");
    Result result = program.await(TIMEOUT);
    assertEquals(0, result.exitCode(), result::err);
    return result;
  }
}
