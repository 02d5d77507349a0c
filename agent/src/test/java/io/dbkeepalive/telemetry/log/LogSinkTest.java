package io.dbkeepalive.telemetry.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.config.LogFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

class LogSinkTest {
  private final RecordingStream stream = new RecordingStream();
  private long nanos;

  @Test
  void lineHasTheDocumentedFormat() {
    sink(LogFormat.TEXT)
        .write(
            Level.WARN,
            "connection-healed",
            List.of(
                field("connection", 17),
                field("database", "mysql://db1:3306/shop"),
                field("took", "4.1ms")),
            null);

    assertEquals(
        List.of(
            "2026-11-20T12:00:00.120Z WARN  [dbkeepalive] connection-healed connection=17"
                + " database=mysql://db1:3306/shop took=4.1ms\n"),
        stream.writes);
  }

  @Test
  void jsonHasTheSameFields() {
    sink(LogFormat.JSON)
        .write(
            Level.ERROR,
            "a \"b\"",
            List.of(
                field("connection", 17),
                field("on", true),
                field("ratio", 0.5),
                field("none", null),
                field("time", "x"),
                field("text", "\"\\\b\f\n\r\t\u0000\u001f\u007f\u2028\uD83D\uDE00\uD83D.\uDE00é")),
            null);

    assertEquals(
        List.of(
            "{\"time\":\"2026-11-20T12:00:00.120Z\",\"level\":\"ERROR\",\"logger\":\"dbkeepalive\","
                + "\"event\":\"a \\\"b\\\"\",\"connection\":17,\"on\":true,\"ratio\":\"0.5\","
                + "\"none\":\"null\",\"time_\":\"x\",\"text\":\"\\\"\\\\\\u0008\\u000c\\n\\r\\t"
                + "\\u0000\\u001f\\u007f\\u2028\uD83D\uDE00\\ud83d.\\ude00é\"}\n"),
        stream.writes);
  }

  @Test
  void valueThatCannotStandBareIsQuoted() {
    sink(LogFormat.TEXT)
        .write(
            Level.INFO,
            "first\nsecond",
            List.of(
                field("empty", ""),
                field("space", "a b"),
                field("quote", "a\"b"),
                field("equals", "a=b"),
                field("line", "a\r\nb\u0085c\u202ed"),
                field("odd key\n", "a")),
            null);

    assertEquals(
        "first\\nsecond empty=\"\" space=\"a b\" quote=\"a\\\"b\" equals=\"a=b\""
            + " line=\"a\\r\\nb\\u0085c\\u202ed\" odd_key_=a\n",
        afterName(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00.000Z",
        "2026-11-25T12:00:00.000Z",
        "2026-11-25T23:59:59.999Z",
        "2028-02-29T07:08:00.010Z",
        "1969-12-31T23:59:59.999Z"
      })
  void timeIsOfUtcAndAlwaysAsLong(String time) {
    long epochMillis = Instant.parse(time).toEpochMilli();
    new LogSink(new StreamTarget(stream, LogFormat.TEXT, () -> epochMillis), true, () -> 0)
        .write(Level.INFO, "a", List.of(), null);

    assertTrue(stream.writes.get(0).startsWith(time + " INFO "), stream.writes.get(0));
  }

  @ParameterizedTest
  @EnumSource(LogFormat.class)
  void secretsDoNotShowAnywhere(LogFormat format) {
    Exception error =
        new SQLException(
            "cannot reach jdbc:mysql://root:s3cret@db1/shop",
            new IllegalStateException("password=s3cret"));
    new LogSink(new StreamTarget(stream, format, () -> 0), true, () -> 0)
        .write(
            Level.ERROR,
            "failed password=s3cret",
            List.of(
                field("admin-token", "s3cret"),
                field("token", 537),
                field("url", "jdbc:oracle:thin:scott/s3cret@db1"),
                field("object", List.of("pwd=s3cret"))),
            error);

    String line = stream.writes.get(0);
    assertFalse(line.contains("s3cret") || line.contains("537"), line);
    assertTrue(line.contains("IllegalStateException: password=***"), line);
  }

  @Test
  void errorIsShortAndItsStackShowsAtDebugOnly() {
    Exception error = new IllegalStateException("x".repeat(10_000), new IOException("deeper"));
    sink(LogFormat.TEXT).write(Level.ERROR, "a", List.of(), error);
    new LogSink(new StreamTarget(stream, LogFormat.TEXT, () -> 0), true, () -> 0)
        .write(Level.ERROR, "a", List.of(), error);

    String brief = afterName(0);
    assertTrue(brief.startsWith("a error=\"java.lang.IllegalStateException: xxx"), brief);
    assertTrue(brief.length() < 600, brief);
    assertFalse(brief.contains("LogSinkTest"), brief);
    String full = afterName(1);
    assertTrue(full.contains("\\ncaused by java.io.IOException: deeper\\n  at io.dbkee"), full);
    assertEquals(full.length() - 1, full.indexOf('\n'));
  }

  @Test
  void brokenObjectsCostNoEvent() {
    Object broken =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("s3cret");
          }
        };
    Exception brokenError =
        new Exception() {
          private static final long serialVersionUID = 1L;

          @Override
          public String getMessage() {
            throw new IllegalStateException("s3cret");
          }

          @Override
          public synchronized Throwable getCause() {
            return this;
          }
        };
    new LogSink(new StreamTarget(stream, LogFormat.TEXT, () -> 0), true, () -> 0)
        .write(Level.INFO, null, List.of(field("a", broken), field(null, 1)), brokenError);

    assertTrue(
        afterName(0)
            .startsWith(
                "null a=\"<java.lang.IllegalStateException in toString>\" null=1 error=\"io.dbk"),
        afterName(0));
  }

  @Test
  void valueIsShortened() {
    sink(LogFormat.TEXT).write(Level.INFO, "a", List.of(field("b", "x".repeat(5_000))), null);

    assertEquals("a b=" + "x".repeat(LogLine.LONGEST_VALUE) + "…\n", afterName(0));
  }

  @Test
  void repeatedWarningsOfOneDatabaseAreCounted() {
    LogSink sink = sink(LogFormat.TEXT);
    for (int connection = 1; connection <= 4; connection++) {
      sink.write(Level.WARN, "lost", List.of(database("a"), field("connection", connection)), null);
      sink.write(Level.INFO, "seen", List.of(database("a")), null);
    }
    sink.write(Level.WARN, "lost", List.of(database("b")), null);
    sink.write(Level.ERROR, "refused", List.of(database("a")), null);
    nanos = RepeatFilter.WINDOW_NANOS;
    sink.write(Level.WARN, "lost", List.of(database("a"), field("connection", 5)), null);

    assertEquals("lost database=a connection=1\n", afterName(0));
    assertEquals(4, stream.writes.stream().filter(line -> line.contains("seen")).count());
    assertEquals("lost database=b\n", afterName(5));
    assertEquals("refused database=a\n", afterName(6));
    assertEquals("lost database=a connection=5 repeated=3\n", afterName(7));
    assertEquals(8, stream.writes.size());
  }

  @Test
  void atDebugEveryRepeatIsWritten() {
    LogSink sink = new LogSink(new StreamTarget(stream, LogFormat.TEXT, () -> 0), true, () -> 0);
    sink.write(Level.WARN, "lost", List.of(database("a")), null);
    sink.write(Level.WARN, "lost", List.of(database("a")), null);

    assertEquals(2, stream.writes.size());
  }

  @Test
  void withoutDatabaseOnlyTheSameFieldsAreARepeat() {
    LogSink sink = sink(LogFormat.TEXT);
    sink.write(Level.ERROR, "option-refused", List.of(field("problem", "a")), null);
    sink.write(Level.ERROR, "option-refused", List.of(field("problem", "b")), null);
    sink.write(Level.ERROR, "option-refused", List.of(field("problem", "a")), null);

    assertEquals(2, stream.writes.size());
  }

  @Test
  void failingStreamThrowsNothingAndTheNextLineTellsWhatWasLost() {
    LogSink sink = sink(LogFormat.TEXT);
    stream.broken = true;
    sink.write(Level.INFO, "a", List.of(), null);
    sink.write(Level.INFO, "b", List.of(), null);
    stream.broken = false;
    sink.write(Level.INFO, "c", List.of(), null);
    sink.write(Level.INFO, "d", List.of(), null);

    assertEquals("c lost=2\n", afterName(0));
    assertEquals("d\n", afterName(1));
  }

  private LogSink sink(LogFormat format) {
    long epochMillis = Instant.parse("2026-11-20T12:00:00.120Z").toEpochMilli();
    return new LogSink(new StreamTarget(stream, format, () -> epochMillis), false, () -> nanos);
  }

  private String afterName(int line) {
    String text = stream.writes.get(line);
    return text.substring(text.indexOf("] ") + 2);
  }

  private static KeyValuePair database(String name) {
    return field("database", name);
  }

  private static KeyValuePair field(String key, Object value) {
    return new KeyValuePair(key, value);
  }

  /** Keeps each write apart, to show that a line is one. */
  private static final class RecordingStream extends OutputStream {
    final List<String> writes = new ArrayList<>();
    boolean broken;

    @Override
    public void write(int b) {
      throw new AssertionError("a line is written at once");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (broken) {
        throw new IOException("disk full");
      }
      writes.add(new String(bytes, offset, length, UTF_8));
    }
  }
}
