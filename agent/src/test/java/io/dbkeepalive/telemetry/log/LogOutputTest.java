package io.dbkeepalive.telemetry.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.config.ConfigFile;
import io.dbkeepalive.config.Options;
import io.dbkeepalive.config.OptionsParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole way, from SLF4J to the stream. */
class LogOutputTest {
  private static final Logger LOG = LoggerFactory.getLogger(LogOutputTest.class);

  private final PrintStream stderr = System.err;
  private final PrintStream stdout = System.out;
  private final ByteArrayOutputStream captured = new ByteArrayOutputStream();

  @TempDir private Path directory;

  @AfterEach
  void restore() {
    System.setErr(stderr);
    System.setOut(stdout);
    LogOutput.configure(options("log-level=warn"));
  }

  @Test
  void fluentEventReachesTheErrorStream() {
    System.setErr(capture());
    LogOutput.configure(options(""));
    LOG.atWarn()
        .setMessage("connection-healed")
        .addKeyValue("connection", 17)
        .addKeyValue("took", () -> "4.1ms")
        .setCause(new IllegalStateException("gone"))
        .log();

    assertTrue(
        line(0)
            .endsWith(
                "Z WARN  [dbkeepalive] connection-healed connection=17 took=4.1ms"
                    + " error=\"java.lang.IllegalStateException: gone\""),
        line(0));
  }

  @Test
  void streamIsTheOneAtTheStart() {
    System.setErr(capture());
    LogOutput.configure(options(""));
    System.setErr(new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
    LOG.info("kept");

    assertTrue(line(0).endsWith("Z INFO  [dbkeepalive] kept"), line(0));
  }

  @Test
  void standardOutputAndJsonCanBeChosen() {
    System.setOut(capture());
    LogOutput.configure(options("log=stdout,log-format=json"));
    LOG.info("one {}", 2);

    assertTrue(line(0).endsWith("\"event\":\"one 2\"}"), line(0));
  }

  @Test
  void levelDecidesWhatIsWritten() {
    System.setErr(capture());
    LogOutput.configure(options("log-level=error"));
    LOG.warn("no");
    LOG.atWarn().setMessage("no").log();
    assertFalse(LOG.isWarnEnabled());
    assertTrue(LOG.isErrorEnabled());

    LogOutput.configure(options("log-level=debug"));
    LOG.debug("yes", new IllegalStateException("gone"));
    LOG.trace("no");

    assertEquals(1, lines().size());
    assertTrue(line(0).contains("DEBUG [dbkeepalive] yes error="), line(0));
    assertTrue(line(0).contains(" stack="), line(0));
  }

  @Test
  void fileIsCreatedAndAppendedTo() throws IOException {
    Path file = directory.resolve("agent.log");
    LogOutput.configure(options("log=" + file));
    LOG.info("first é");
    LogOutput.configure(options("log=" + file));
    LOG.info("second");

    List<String> lines = Files.readAllLines(file, UTF_8);
    assertEquals(2, lines.size());
    assertTrue(lines.get(0).endsWith("first é") && lines.get(1).endsWith("second"));
  }

  @Test
  void interruptedThreadStillWritesToTheFile() throws IOException {
    Path file = directory.resolve("agent.log");
    LogOutput.configure(options("log=" + file));
    Thread.currentThread().interrupt();
    LOG.info("first");
    assertTrue(Thread.interrupted());
    LOG.info("second");

    assertEquals(2, Files.readAllLines(file).size());
  }

  @Test
  void fileThatCannotBeOpenedIsOneLineAndTheErrorStreamIsUsed() {
    System.setErr(capture());
    Path file = directory.resolve("none").resolve("agent.log");
    LogOutput.configure(options("log=" + file));
    LOG.info("next");

    assertEquals(2, lines().size());
    assertTrue(line(0).contains("ERROR [dbkeepalive] log-file-unusable log=" + file), line(0));
    assertTrue(line(1).endsWith("next"), line(1));
  }

  @Test
  void linesOfSeveralThreadsDoNotMix() throws Exception {
    Path file = directory.resolve("agent.log");
    LogOutput.configure(options("log=" + file));
    int each = 2_000;
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      String filler = String.valueOf((char) ('a' + t)).repeat(500);
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < each; i++) {
                  LOG.atInfo().setMessage("event").addKeyValue("filler", filler).log();
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    List<String> lines = Files.readAllLines(file);
    assertEquals(4 * each, lines.size());
    for (String line : lines) {
      assertTrue(line.matches("\\S+Z INFO  \\[dbkeepalive] event filler=(.)\\1{499}"), line);
    }
  }

  private static Options options(String arguments) {
    return OptionsParser.parse(arguments, new Properties(), Map.of(), ConfigFile.ON_DISK).options();
  }

  private PrintStream capture() {
    return new PrintStream(captured, true, UTF_8);
  }

  private List<String> lines() {
    return captured.toString(UTF_8).lines().toList();
  }

  private String line(int index) {
    return lines().get(index);
  }
}
