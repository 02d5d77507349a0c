package io.dbkeepalive.tests.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.ChildJvm.Result;
import io.dbkeepalive.tests.support.DatabaseServer;
import io.dbkeepalive.tests.support.JavaHomes;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.LogLines;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.ServerKind;
import io.dbkeepalive.tests.support.SmokeClassPath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications that load or wrap their driver in a way of their own. */
class HostsIT {
  private static final String SMOKE = "io.dbkeepalive.smoke.";

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "H2")
  void driverOnTheModulePathHeals(JdbcDriver driver) throws IOException {
    List<Path> classPath = SmokeClassPath.forJava(17);
    Pairing pairing = pairing(driver);
    ChildJvm jvm =
        new ChildJvm(JavaHomes.current())
            .option("--module-path=" + jarOf(driver))
            .option("--add-modules=ALL-MODULE-PATH")
            .classPath(classPath.get(0));
    assertHeals("", pairing, jvm, HealingProgram.CLASS);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 17, 25})
  void driverBelowTheApplicationsSystemLoaderHeals(int version) throws IOException {
    assertHeals(
        "OwnSystemLoader\n",
        pairing(JdbcDriver.PGJDBC),
        jvm(version)
            .option(
                "-Xshare:off") // of which the JVM would say that it cannot be with such a loader
            .option("-Djava.system.class.loader=" + SMOKE + "OwnSystemLoader"),
        SMOKE + "OwnSystemLoader");
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 17, 25})
  void connectionThatTheApplicationWrapsHeals(int version) throws IOException {
    Pairing pairing = pairing(JdbcDriver.MARIADB_CONNECTOR_J);
    Result result = run(pairing, jvm(version), SMOKE + "Proxies");
    assertEquals(HealingProgram.REPORT, result.out(), result::err);
    assertSound(result);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "H2")
  void driverBelowASpyingOneHeals(JdbcDriver driver) throws IOException {
    Pairing pairing = pairing(driver);
    Result result = run(pairing, jvm(17), SMOKE + "Proxies$SpyDriver");
    String url = pairing.server().url(driver);
    assertEquals("spy:" + url + "\n" + HealingProgram.REPORT, result.out(), result::err);
    assertSound(result);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:mysql:", "jdbc:mysql:loadbalance:", "jdbc:mysql:replication:"})
  void connectionToOneOfSeveralHostsHeals(String protocol) throws IOException {
    DatabaseServer server = ServerKind.MARIADB_EMBEDDED.server();
    String url =
        "%s//127.0.0.1:%2$d,localhost:%2$d/test?sslMode=DISABLED"
            .formatted(protocol, server.port());
    Result result =
        jvm(17)
            .agent(ChildJvm.agentJar(), "validate-after-idle=0ms")
            .main(HealingProgram.CLASS, url, server.user(), server.password())
            .run(Duration.ofSeconds(60));
    assertEquals(url + "\n" + HealingProgram.REPORT, result.out(), result::err);
    assertSound(result);
  }

  private static void assertHeals(String first, Pairing pairing, ChildJvm jvm, String program)
      throws IOException {
    Result result = run(pairing, jvm, program);
    String url = pairing.server().url(pairing.driver());
    assertEquals(first + url + "\n" + HealingProgram.REPORT, result.out(), result::err);
    assertSound(result);
  }

  private static Result run(Pairing pairing, ChildJvm jvm, String program) throws IOException {
    DatabaseServer server = pairing.server();
    return jvm.agent(ChildJvm.agentJar(), "validate-after-idle=0ms")
        .main(program, server.url(pairing.driver()), server.user(), server.password())
        .run(Duration.ofSeconds(60));
  }

  private static void assertSound(Result result) {
    assertEquals(0, result.exitCode(), result::err);
    assertEquals(List.of(), LogLines.defects(result.err()));
    assertEquals(List.of(), LogLines.foreignLines(result.err()));
    assertTrue(LogLines.lines(result.err(), "connection-healed").size() > 0, result::err);
  }

  private static ChildJvm jvm(int version) {
    return new ChildJvm(JavaHomes.of(version)).classPath(SmokeClassPath.forJava(version));
  }

  private static Path jarOf(JdbcDriver driver) {
    try {
      return ChildJvm.jarOf(Class.forName(driver.className()));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(driver + " is not on the class path of the tests", e);
    }
  }

  private static Pairing pairing(JdbcDriver driver) {
    return new Pairing(
        driver,
        driver == JdbcDriver.PGJDBC ? ServerKind.POSTGRESQL_EMBEDDED : ServerKind.MARIADB_EMBEDDED);
  }
}
