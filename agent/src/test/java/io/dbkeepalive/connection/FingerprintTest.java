package io.dbkeepalive.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.CharArrayReader;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.TimeZone;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What makes a parameter another one than it was, streams included. */
class FingerprintTest {
  private static final JdbcMethod OBJECT =
      Jdbc.method(PreparedStatement.class, "setObject", int.class, Object.class);
  private static final JdbcMethod STREAM =
      Jdbc.method(PreparedStatement.class, "setBinaryStream", int.class, InputStream.class);
  private static final JdbcMethod READER =
      Jdbc.method(PreparedStatement.class, "setCharacterStream", int.class, Reader.class);

  static Stream<Arguments> changes() {
    return Stream.of(
        change("first byte", new byte[] {1, 2}, it -> it[0] = 0),
        change("last byte", new byte[8_192], it -> it[8_191] = 1),
        change("two bytes swapped", new byte[] {1, 2}, FingerprintTest::swap),
        change("date", new Date(1_000), it -> it.setTime(2_000)),
        change("time", new Time(1_000), it -> it.setTime(1_001)),
        change("util date", new java.util.Date(0), it -> it.setTime(1L << 32)),
        change("timestamp's millis", new Timestamp(5), it -> it.setTime(6)),
        change("timestamp's microseconds", new Timestamp(5), it -> it.setNanos(5_001_000)),
        change("timestamp's nanoseconds", new Timestamp(5), it -> it.setNanos(5_000_001)),
        change("calendar", new GregorianCalendar(), it -> it.add(Calendar.MILLISECOND, 1)),
        change(
            "calendar's zone",
            new GregorianCalendar(TimeZone.getTimeZone("UTC")),
            it -> it.setTimeZone(TimeZone.getTimeZone("Asia/Tokyo"))),
        change("strings", new String[] {"a", "b"}, it -> it[1] = "c"),
        change("nested arrays", new Object[] {new Object[] {1}}, FingerprintTest::changeInner),
        change("bytes in an array", new Object[] {new byte[] {1}}, it -> ((byte[]) it[0])[0] = 2),
        change("characters", new char[] {'a'}, it -> it[0] = 'b'),
        change("integers", new int[] {1, 2}, it -> it[1] = 3),
        change("doubles", new double[] {0.0}, it -> it[0] = -0.0));
  }

  private static <T> Arguments change(String name, T value, Consumer<T> change) {
    return Arguments.of(name, value, change);
  }

  private static void swap(byte[] bytes) {
    byte first = bytes[0];
    bytes[0] = bytes[1];
    bytes[1] = first;
  }

  private static void changeInner(Object[] outer) {
    ((Object[]) outer[0])[0] = 2;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void changeAfterSettingIsNoticed(String name, Object value, Consumer<Object> change) {
    long before = Fingerprint.of(value);
    assertNull(Fingerprint.change(OBJECT, value, before), "nothing changed yet");

    change.accept(value);

    assertEquals(
        "was changed by the application after it was set",
        Fingerprint.change(OBJECT, value, before));
  }

  @Test
  void whatCannotChangeIsNotLookedAt() {
    for (Object value : new Object[] {"text", 1, 2.0, null, new StringBuilder("not a parameter")}) {
      assertEquals(0, Fingerprint.of(value));
      assertNull(Fingerprint.change(OBJECT, value, 0));
    }
  }

  @Test
  void streamsOverMemoryCanBeReadAgain() {
    assertNull(Fingerprint.change(STREAM, new ByteArrayInputStream(new byte[1]), 0));
    assertNull(Fingerprint.change(READER, new StringReader("a"), 0));
    assertNull(Fingerprint.change(READER, new CharArrayReader(new char[1]), 0));
  }

  @Test
  void streamOverAFileCannot(@TempDir Path directory) throws Exception {
    Path file = Files.write(directory.resolve("photo"), new byte[] {1});
    try (InputStream stream = new FileInputStream(file.toFile())) {
      assertEquals(
          "is a java.io.FileInputStream, which can be read only once",
          Fingerprint.change(STREAM, stream, 0));
    }
  }

  @Test
  void subclassOfAMemoryStreamMayDoAsItLikes() {
    InputStream own = new ByteArrayInputStream(new byte[1]) {};

    assertNotNull(Fingerprint.change(STREAM, own, 0));
  }

  @Test
  void streamSetAsObjectWasNotMarked() {
    assertNotNull(Fingerprint.change(OBJECT, new ByteArrayInputStream(new byte[1]), 0));
  }

  @Test
  void readersGoBackToTheirMarkAsOftenAsNeeded() throws Exception {
    for (Reader reader :
        new Reader[] {new StringReader("abc"), new CharArrayReader("abc".toCharArray())}) {
      assertEquals('a', reader.read());
      Streams.mark(reader);
      for (int i = 0; i < 3; i++) {
        assertEquals('b', reader.read());
        assertEquals('c', reader.read());
        assertEquals(-1, reader.read());
        Streams.rewind(reader);
      }
    }
  }

  @Test
  void otherStreamsAreNeitherMarkedNorRewound() throws Exception {
    try (InputStream own =
        new InputStream() {
          @Override
          public int read() {
            return -1;
          }

          @Override
          public void mark(int limit) {
            throw new AssertionError("marked");
          }

          @Override
          public void reset() {
            throw new AssertionError("reset");
          }
        }) {
      Streams.mark(own);
      Streams.rewind(own);
      Streams.mark("text");
      Streams.rewind(null);
      assertTrue(Streams.isStream(own));
    }
  }
}
