package io.dbkeepalive.tests.keepalive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mchange.v2.c3p0.ComboPooledDataSource;
import com.mchange.v2.log.MLog;
import com.zaxxer.hikari.HikariDataSource;
import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.ChildJvm.Running;
import io.dbkeepalive.tests.support.JavaHomes;
import io.dbkeepalive.tests.support.LogLines;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.juli.logging.LogFactory;
import org.apache.tomcat.jdbc.pool.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;

/** Who holds connections for longer than {@code leak-threshold=1s}. */
@Tag("keepalive")
class LeakIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String PROGRAM = LeakProgram.class.getName();

  private Running program;

  @AfterEach
  void endProgram() {
    if (program != null) {
      program.kill();
    }
  }

  private static Running start(String kind, String options) throws IOException {
    return new ChildJvm(JavaHomes.current())
        .agent(ChildJvm.agentJar(), options)
        .classPath(
            Stream.of(
                    LeakProgram.class,
                    HikariDataSource.class,
                    DataSource.class,
                    LogFactory.class,
                    BasicDataSource.class,
                    GenericObjectPool.class,
                    org.apache.commons.logging.LogFactory.class,
                    ComboPooledDataSource.class,
                    MLog.class,
                    Logger.class,
                    org.h2.Driver.class)
                .map(ChildJvm::jarOf)
                .toList())
        .main(PROGRAM, kind, kind.equals("lone") ? "0" : "100")
        .start();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hikari", "tomcat", "dbcp", "c3p0"})
  void tellsWhoHoldsAPoolsConnection(String kind) throws IOException {
    program = start(kind, "leak-threshold=1s");
    program.awaitOutput("connection-leak ", PATIENCE);
    program.send(""); // the holder closes it
    program.awaitOutput("connection-leak-over ", PATIENCE);
    program.send("");
    ChildJvm.Result result = program.await(PATIENCE);

    List<String> lines = LogLines.lines(result.err(), "connection-leak");
    assertEquals(1, lines.size(), result::toString); // not those that came back, nor idle ones
    String line = lines.get(0);
    assertTrue(line.contains(" loan=101 pool="), line);
    assertTrue(line.contains("orders") || !kind.equals("hikari"), line);
    assertTrue(line.contains(" database=h2:mem:leaks "), line);
    assertTrue(line.contains(" thread=holder "), line);
    assertTrue(line.contains(" taken-by=\"" + PROGRAM + ".take:"), line);
    assertTrue(line.contains(" < " + PROGRAM + ".hold:"), line);
    assertTrue(line.contains(" now=\"" + PROGRAM + ".waitInside:"), line);
    assertTrue(result.out().contains("closed"), result::toString);
    assertEquals(List.of(), LogLines.defects(result.err()));
  }

  @Test
  void tellsWhoHoldsALoneConnectionUnused() throws IOException {
    program = start("lone", "leak-threshold=1s");
    program.awaitOutput("connection-leak ", PATIENCE);
    program.send("");
    program.awaitOutput("connection-leak-over ", PATIENCE);
    program.send("");
    ChildJvm.Result result = program.await(PATIENCE);

    String line = LogLines.lines(result.err(), "connection-leak").get(0);
    assertTrue(line.contains(" connection=1 database=h2:mem:leaks "), line);
    assertTrue(line.contains(" taken-by=\"" + PROGRAM + ".take:"), line);
    assertEquals(List.of(), LogLines.defects(result.err()));
  }

  @Test
  void weavesNoPoolByDefault() throws IOException {
    program = start("hikari", "log-level=debug");
    program.awaitOutput("taken ", PATIENCE);
    program.send("");
    program.send("");
    ChildJvm.Result result = program.await(PATIENCE);
    List<String> woven = LogLines.lines(result.err(), "class-woven");
    assertTrue(woven.size() > 1, result::err);
    assertEquals(List.of(), woven.stream().filter(line -> line.contains("hikari")).toList());
  }
}
