package io.dbkeepalive.tests.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.ChildJvm.Result;
import io.dbkeepalive.tests.support.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes of options, wrong ones above all, when a real JVM starts. */
class OptionsIT {
  private static final List<String> WRONG = List.of("atempts", "attempts=lots", "backoff=5");

  @Test
  void wrongArgumentsCostALineEach() throws IOException {
    assertComplaints("argument", H2Program.jvm("atempts=3,attempts=lots,backoff=5,max-backoff=7s"));
  }

  @Test
  void wrongSystemPropertiesCostALineEach() throws IOException {
    assertComplaints(
        "system property",
        H2Program.jvm("")
            .option("-Ddbkeepalive.atempts=3")
            .option("-Ddbkeepalive.attempts=lots")
            .option("-Ddbkeepalive.backoff=5")
            .option("-Ddbkeepalive.max-backoff=7s"));
  }

  @Test
  void wrongVariablesCostALineEach() throws IOException {
    List<String> lines =
        complaints(
            "environment",
            H2Program.jvm("")
                .environment("DBKEEPALIVE_ATEMPTS", "3")
                .environment("DBKEEPALIVE_ATTEMPTS", "lots")
                .environment("DBKEEPALIVE_BACKOFF", "5")
                .environment("DBKEEPALIVE_MAX_BACKOFF", "7s")
                .environment("DBKEEPALIVE_SERVICE_HOST", "10.0.0.1")); // Kubernetes names it so
    assertNamedOnce(lines, List.of("DBKEEPALIVE_ATEMPTS", "attempts=lots", "backoff=5"));
  }

  @Test
  void wrongLinesOfTheFileCostALineEach(@TempDir Path directory) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("dbkeepalive.properties"),
            "atempts=3\nattempts=lots\nbackoff=5\nmax-backoff=7s\n");
    assertComplaints("file", H2Program.jvm("config=" + file));
  }

  @Test
  void missingFileCostsALine(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("none.properties");
    Result result = hello(H2Program.jvm("config=" + file));
    List<String> lines = LogLines.lines(result.err(), "option-wrong");
    assertEquals(1, lines.size(), result::err);
    assertTrue(lines.get(0).contains("no such file"), result::err);
  }

  @Test
  void strictRefusesToStart() throws IOException {
    Result result =
        H2Program.jvm("attempts=lots,strict=true")
            .main(H2Program.HELLO, "world")
            .run(Duration.ofSeconds(60));
    assertEquals(1, result.exitCode());
    assertFalse(result.out().contains("hello"), result::out);
    List<String> lines = LogLines.lines(result.err());
    assertEquals(2, lines.size(), result::err);
    assertTrue(lines.get(0).contains("ERROR") && lines.get(0).contains("attempts=lots"));
    assertTrue(lines.get(1).contains("strict=true and an option is wrong"), result::err);
  }

  @Test
  void strictStartsWhereAllIsRight() throws IOException {
    Result result = hello(H2Program.jvm("attempts=4,strict=true"));
    String line = onlyLine(result.err());
    assertTrue(line.contains("attempts=4 (argument)"), line);
    assertTrue(line.contains("strict=true (argument)"), line);
  }

  @Test
  void disabledWeavesNothing() throws IOException {
    ChildJvm jvm = H2Program.jvm("enabled=false").main(H2Program.WOVEN, H2Program.URL);
    Result result = H2Program.expect(H2Program.UNWOVEN_REPORT, jvm);
    assertTrue(onlyLine(result.err()).endsWith("agent-disabled"), result::err);
  }

  /** What disabling is measured by. */
  @Test
  void enabledWeaves() throws IOException {
    Result result =
        H2Program.expect(
            H2Program.WOVEN_REPORT, H2Program.jvm("").main(H2Program.WOVEN, H2Program.URL));
    assertTrue(onlyLine(result.err()).contains(" agent-started "), result::err);
  }

  @Test
  void excludedUrlIsLeftAlone() throws IOException {
    ChildJvm excluded =
        H2Program.jvm("exclude=jdbc:h2:*,log-level=debug").main(H2Program.WOVEN, H2Program.URL);
    assertEquals(
        List.of(),
        LogLines.lines(
            H2Program.expect(H2Program.WOVEN_REPORT, excluded).err(), "connection-opened"));
    ChildJvm included =
        H2Program.jvm("include=jdbc:h2:*,log-level=debug").main(H2Program.WOVEN, H2Program.URL);
    assertEquals(
        1,
        LogLines.lines(
                H2Program.expect(H2Program.WOVEN_REPORT, included).err(), "connection-opened")
            .size());
  }

  @Test
  void argumentRulesOverAllOthers(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("o.properties"), "attempts=1\nbackoff=11ms\n");
    Result result =
        hello(
            H2Program.jvm("attempts=4,config=" + file)
                .option("-Ddbkeepalive.attempts=3")
                .option("-Ddbkeepalive.max-backoff=3s")
                .environment("DBKEEPALIVE_ATTEMPTS", "2")
                .environment("DBKEEPALIVE_MAX_BACKOFF", "2500ms")
                .environment("DBKEEPALIVE_PING_TIMEOUT", "4s"));
    String line = onlyLine(result.err());
    Stream.of(
            "attempts=4 (argument)",
            "max-backoff=3s (system property)",
            "ping-timeout=4s (environment)",
            "backoff=11ms (file)")
        .forEach(setting -> assertTrue(line.contains(setting), line));
  }

  private static void assertComplaints(String source, ChildJvm jvm) throws IOException {
    assertNamedOnce(complaints(source, jvm), WRONG);
  }

  /** The complaints; the one right option among the wrong ones counts. */
  private static List<String> complaints(String source, ChildJvm jvm) throws IOException {
    Result result = hello(jvm);
    List<String> lines = LogLines.lines(result.err(), "option-wrong");
    assertEquals(3, lines.size(), result::err);
    lines.forEach(line -> assertTrue(line.contains(" ERROR "), line));
    String started = LogLines.lines(result.err(), "agent-started").get(0);
    assertTrue(started.contains("max-backoff=7s (" + source + ")"), started);
    return lines;
  }

  private static void assertNamedOnce(List<String> lines, List<String> names) {
    for (String name : names) {
      assertEquals(
          1, lines.stream().filter(line -> line.contains(name)).count(), name + " in " + lines);
    }
  }

  private static Result hello(ChildJvm jvm) throws IOException {
    return H2Program.expect("hello world\n", jvm.main(H2Program.HELLO, "world"));
  }

  private static String onlyLine(String err) {
    List<String> lines = err.lines().toList();
    assertEquals(1, lines.size(), err);
    return lines.get(0);
  }
}
