package io.dbkeepalive.tests.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ChildJvm.Result;
import io.dbkeepalive.tests.support.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.shaded.com.fasterxml.jackson.databind.DeserializationFeature;
import org.testcontainers.shaded.com.fasterxml.jackson.databind.JsonNode;
import org.testcontainers.shaded.com.fasterxml.jackson.databind.ObjectMapper;

/** Where the log goes, and what it looks like. */
class LogIT {
  private static final Pattern TEXT_LINE =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z (ERROR|WARN |INFO |DEBUG)"
              + " \\[dbkeepalive\\] [a-z-]+( [a-z-]+=(\"([^\"\\\\]|\\\\.)*\"|[^ \"]+))*");

  @Test
  void textGoesToTheErrorStream() throws IOException {
    List<String> lines = run("log-level=debug").err().lines().toList();
    assertTrue(lines.size() > 3, lines::toString);
    lines.forEach(line -> assertTrue(TEXT_LINE.matcher(line).matches(), line));
  }

  @Test
  void standardOutputTakesIt() throws IOException {
    Result result =
        H2Program.jvm("log=stdout").main(H2Program.HELLO, "world").run(Duration.ofSeconds(60));
    assertEquals("", result.err());
    assertEquals(1, LogLines.lines(result.out(), "agent-started").size(), result::out);
    assertEquals(List.of("hello world"), LogLines.foreignLines(result.out()));
  }

  @Test
  void fileIsAppendedTo(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("agent.log"), "a line before\n");
    assertEquals("", run("log=" + file).err());
    assertEquals("", run("log=" + file).err());
    String log = Files.readString(file);
    assertTrue(log.startsWith("a line before\n"), log);
    assertEquals(2, LogLines.lines(log, "agent-started").size(), log);
  }

  @Test
  void unusableFileCostsALine(@TempDir Path directory) throws IOException {
    Result result = run("log=" + directory.resolve("missing/agent.log"));
    assertEquals(1, LogLines.lines(result.err(), "log-file-unusable").size(), result::err);
    assertEquals(1, LogLines.lines(result.err(), "agent-started").size(), result::err);
  }

  @Test
  void everyLineOfJsonParses(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("agent.log");
    // a value that needs escapes
    run("log-format=json,log-level=debug,log=" + file + ",include=jdbc:*|\"\\quoted\"");
    ObjectMapper mapper = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    List<String> lines = Files.readAllLines(file);
    assertTrue(lines.size() > 3, lines::toString);
    for (String line : lines) {
      JsonNode event = mapper.readTree(line);
      assertTrue(Instant.parse(event.get("time").asText()).isAfter(Instant.EPOCH), line);
      assertTrue(event.get("level").asText().matches("ERROR|WARN|INFO|DEBUG"), line);
      assertEquals("dbkeepalive", event.get("logger").asText(), line);
      assertTrue(event.get("event").asText().matches("[a-z-]+"), line);
    }
    assertTrue(
        mapper.readTree(lines.get(lines.size() - 1)).size() > 4, "fields beside those of all");
  }

  @Test
  void levelKeepsLesserEventsOut() throws IOException {
    assertEquals("", run("log-level=warn").err());
    String wrong = run("log-level=error,attempts=lots").err();
    assertEquals(1, LogLines.lines(wrong).size(), wrong);
    String debug = run("log-level=debug").err();
    assertTrue(LogLines.lines(debug, "class-woven").size() > 1, debug);
    assertEquals(1, LogLines.lines(debug, "connection-opened").size(), debug);
  }

  private static Result run(String options) throws IOException {
    return H2Program.expect(
        H2Program.WOVEN_REPORT, H2Program.jvm(options).main(H2Program.WOVEN, H2Program.URL));
  }
}
