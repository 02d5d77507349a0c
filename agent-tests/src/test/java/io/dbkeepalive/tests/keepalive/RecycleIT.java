package io.dbkeepalive.tests.keepalive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import io.dbkeepalive.tests.healing.Sql;
import io.dbkeepalive.tests.support.Await;
import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.DatabaseServer;
import io.dbkeepalive.tests.support.JavaHomes;
import io.dbkeepalive.tests.support.LogLines;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.TcpProxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;

/** Connections under load, each exchanged every few seconds behind the backs of their users. */
@Tag("keepalive")
class RecycleIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.dbkeepalive.tests.support.Pairings#ofEachServer")
  void nobodyNotices(Pairing pairing) throws Exception {
    DatabaseServer server = pairing.server();
    Sql.table(pairing, "account", " (id INT PRIMARY KEY, balance INT)");
    try (Connection connection = pairing.connect()) {
      Sql.execute(connection, "INSERT INTO account VALUES (1, 0), (2, 0)");
    }
    int most;
    int all;
    ChildJvm.Result result;
    try (TcpProxy proxy = new TcpProxy(server)) { // counts the connections of this program alone
      ChildJvm.Running program =
          new ChildJvm(JavaHomes.current())
              .agent(ChildJvm.agentJar(), "max-age=5s")
              .classPath(
                  Stream.of(
                          RecycleProgram.class,
                          HikariDataSource.class,
                          Logger.class,
                          Class.forName(pairing.driver().className()))
                      .map(ChildJvm::jarOf)
                      .toList())
              .main(
                  RecycleProgram.class.getName(),
                  pairing.driver().url(proxy.host(), proxy.port()),
                  server.user(),
                  server.password())
              .start();
      AtomicInteger atOnce = new AtomicInteger();
      Await.until(
          "each exchanged twice",
          TIMEOUT,
          () -> {
            atOnce.accumulateAndGet(proxy.connectionsOpen(), Math::max);
            return proxy.connectionsAccepted() >= 3 * RecycleProgram.POOL_SIZE;
          });
      most = atOnce.get();
      program.send("");
      result = program.await(TIMEOUT);
      all = proxy.connectionsAccepted();
    }

    String first = result.out().lines().findFirst().orElse("nothing");
    assertTrue(first.startsWith("done "), result::toString);
    int recycled = LogLines.lines(result.err(), "connection-recycled").size();
    System.out.println(pairing + ": " + all + " sessions, at most " + most + " at once, " + first);
    // each of the pool, and the next of each that is being exchanged at that moment
    assertTrue(most <= 2 * RecycleProgram.POOL_SIZE, "at once: " + most);
    assertTrue(recycled > 0, result::err);
    assertEquals(List.of(), LogLines.lines(result.err(), "call-refused"));
    assertEquals(List.of(), LogLines.defects(result.err()));
    try (Connection connection = pairing.connect()) {
      assertEquals(List.of("0"), Sql.column(connection, "SELECT SUM(balance) FROM account"));
    }
  }
}
