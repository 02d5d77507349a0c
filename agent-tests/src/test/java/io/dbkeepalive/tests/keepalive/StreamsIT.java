package io.dbkeepalive.tests.keepalive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dbkeepalive.tests.healing.Sql;
import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.DatabaseServer;
import io.dbkeepalive.tests.support.JavaHomes;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.LogLines;
import io.dbkeepalive.tests.support.Pairing;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows that are read slowly, and answers that take long, while the pinger is at its fastest. */
@Tag("keepalive")
class StreamsIT {
  private static final int ROWS = 10_000;

  /** 100 MB, and less than half of that to hold them. */
  private static final String QUERY = "SELECT id, REPEAT('x', 10000) FROM streamed_slowly";

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.dbkeepalive.tests.support.Pairings#ofEachServer")
  void areNotDisturbed(Pairing pairing) throws Exception {
    DatabaseServer server = pairing.server();
    rows(pairing);
    ChildJvm.Result result =
        new ChildJvm(JavaHomes.current())
            .option("-Xmx40m")
            .agent(ChildJvm.agentJar(), "ping-interval=1s,log-level=debug")
            .classPath(
                Stream.of(StreamProgram.class, Class.forName(pairing.driver().className()))
                    .map(ChildJvm::jarOf)
                    .toList())
            .main(
                StreamProgram.class.getName(),
                server.url(pairing.driver()),
                server.user(),
                server.password(),
                pairing.driver() == JdbcDriver.CONNECTOR_J ? "" + Integer.MIN_VALUE : "50",
                QUERY,
                "" + ROWS,
                pairing.driver() == JdbcDriver.PGJDBC
                    ? "SELECT 7 FROM (SELECT pg_sleep(10)) slept"
                    : "SELECT SLEEP(10) + 7")
            .run(Duration.ofSeconds(90));

    assertEquals(List.of("rows " + ROWS, "answer 7"), result.out().lines().toList(), result::err);
    assertEquals(List.of(), LogLines.lines(result.err(), "ping-failed"), result::err);
    assertEquals(List.of(), LogLines.lines(result.err(), "connection-healed"));
    assertEquals(List.of(), LogLines.defects(result.err()));
  }

  private static void rows(Pairing pairing) throws Exception {
    Sql.table(pairing, "streamed_slowly", " (id INT)");
    StringBuilder values = new StringBuilder("INSERT INTO streamed_slowly VALUES (0)");
    for (int i = 1; i < ROWS; i++) {
      values.append(",(").append(i).append(')');
    }
    try (var connection = pairing.connect()) {
      Sql.execute(connection, values.toString());
    }
  }
}
