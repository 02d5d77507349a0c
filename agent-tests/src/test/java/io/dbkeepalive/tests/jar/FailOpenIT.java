package io.dbkeepalive.tests.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.ChildJvm.Result;
import io.dbkeepalive.tests.support.JavaHomes;
import io.dbkeepalive.tests.support.LogLines;
import io.dbkeepalive.tests.support.SmokeClassPath;
import io.dbkeepalive.tests.support.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.h2.Driver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be woven works as without the agent, and costs one line. */
class FailOpenIT {
  private static final Path SMOKE = SmokeClassPath.forJava(17).get(0);
  private static final Path H2 = ChildJvm.jarOf(Driver.class);

  @Test
  void driverWithAnInterfaceThatCannotBeReadWorks(@TempDir Path directory) throws IOException {
    Path driver =
        sources(directory, "")
            .add(
                "fixture.Unreadable",
                """
                package fixture;
                public interface Unreadable {}""")
            .compile(List.of(H2));
    Result result = H2Program.expect(H2Program.WOVEN_REPORT, hiding("fixture.Unreadable", driver));
    assertNotWoven(result, "cannot be read");
  }

  /** No method may have more than 64 KiB: this one is full before anything is woven into it. */
  @Test
  void driverWithAMethodThatCannotGrowWorks(@TempDir Path directory) throws IOException {
    String full =
        "public void commit() throws java.sql.SQLException { int i = hashCode();\n"
            + "i = i * 31 + 5;\n".repeat(9_357)
            + "if (i == 42) { super.commit(); } }";
    Path driver =
        sources(directory, full)
            .add("fixture.Unreadable", "package fixture; public interface Unreadable {}")
            .compile(List.of(H2));
    Result result = H2Program.expect(H2Program.WOVEN_REPORT, hiding("nothing", driver));
    assertNotWoven(result, "MethodTooLargeException");
  }

  @Test
  void driverBehindALoaderThatHidesOurClassesWorks() throws IOException {
    ChildJvm jvm =
        new ChildJvm(JavaHomes.current())
            .agent(ChildJvm.agentJar(), "")
            .classPath(SMOKE)
            .main(
                "io.dbkeepalive.smoke.HidingLoader",
                "io.dbkeepalive.bootstrap.",
                "org.h2.Driver",
                H2Program.URL,
                H2.toString());
    Result result = H2Program.expect(H2Program.UNWOVEN_REPORT, jvm);
    List<String> lines = LogLines.lines(result.err(), "classes-not-woven");
    assertEquals(1, lines.size(), result::err);
    assertTrue(lines.get(0).contains("HidingLoader"), lines::toString);
    assertEquals(List.of(), LogLines.foreignLines(result.err()));
  }

  @Test
  void agentNamedTwiceWorksOnce() throws IOException {
    Result result =
        H2Program.expect(
            H2Program.WOVEN_REPORT,
            H2Program.jvm("").agent(ChildJvm.agentJar(), "").main(H2Program.WOVEN, H2Program.URL));
    assertEquals(2, result.err().lines().count(), result::err);
    assertEquals(1, LogLines.lines(result.err(), "agent-started").size(), result::err);
    assertTrue(result.err().contains("name it once"), result::err);
  }

  private static void assertNotWoven(Result result, String reason) {
    List<String> lines = LogLines.lines(result.err(), "class-not-woven");
    assertEquals(1, lines.size(), result::err);
    assertTrue(lines.get(0).contains("fixture.OddConnection"), lines::toString);
    assertTrue(lines.get(0).contains(reason), lines::toString);
    assertEquals(List.of(), LogLines.foreignLines(result.err()));
  }

  /** A driver whose connections are H2's, with a further method. */
  private static Sources sources(Path directory, String method) throws IOException {
    return new Sources(directory)
        .add(
            "fixture.OddConnection",
            """
            package fixture;
            public class OddConnection extends org.h2.jdbc.JdbcConnection implements Unreadable {
              OddConnection(String url, java.util.Properties info) throws java.sql.SQLException {
                super(url, info, "sa", "", false);
              }
              %s
            }"""
                .formatted(method))
        .add(
            "fixture.OddDriver",
            """
            package fixture;
            public class OddDriver extends org.h2.Driver {
              @Override
              public java.sql.Connection connect(String url, java.util.Properties info)
                  throws java.sql.SQLException {
                return new OddConnection(url, info);
              }
            }""");
  }

  private static ChildJvm hiding(String hidden, Path driver) {
    return new ChildJvm(JavaHomes.current())
        .agent(ChildJvm.agentJar(), "")
        .classPath(SMOKE, H2)
        .main(
            "io.dbkeepalive.smoke.HidingLoader",
            hidden,
            "fixture.OddDriver",
            H2Program.URL,
            driver.toString());
  }
}
