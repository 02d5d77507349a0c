package io.dbkeepalive.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Calendar;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ParametersTest {
  private static final JdbcMethod INT =
      Jdbc.method(PreparedStatement.class, "setInt", int.class, int.class);
  private static final JdbcMethod STRING =
      Jdbc.method(PreparedStatement.class, "setString", int.class, String.class);
  private static final JdbcMethod BYTES =
      Jdbc.method(PreparedStatement.class, "setBytes", int.class, byte[].class);
  private static final JdbcMethod STREAM =
      Jdbc.method(PreparedStatement.class, "setBinaryStream", int.class, InputStream.class);
  private static final JdbcMethod OUT =
      Jdbc.method(CallableStatement.class, "registerOutParameter", int.class, int.class);
  private static final JdbcMethod NAMED =
      Jdbc.method(CallableStatement.class, "setInt", String.class, int.class);

  private final Parameters parameters = new Parameters();
  private final Jdbc driver = new Jdbc();

  static Stream<Arguments> primitives() {
    return Stream.of(
        primitive("setBoolean", boolean.class, 1, true),
        primitive("setBoolean", boolean.class, 0, false),
        primitive("setByte", byte.class, Byte.MIN_VALUE, Byte.MIN_VALUE),
        primitive("setShort", short.class, Short.MIN_VALUE, Short.MIN_VALUE),
        primitive("setInt", int.class, Integer.MIN_VALUE, Integer.MIN_VALUE),
        primitive("setInt", int.class, Integer.MAX_VALUE, Integer.MAX_VALUE),
        primitive("setLong", long.class, Long.MIN_VALUE, Long.MIN_VALUE),
        primitive("setLong", long.class, Long.MAX_VALUE, Long.MAX_VALUE),
        primitive("setNull", int.class, Types.NVARCHAR, Types.NVARCHAR),
        floating(0.1f),
        floating(-0.0f),
        floating(Float.MIN_VALUE),
        floating(Float.MAX_VALUE),
        floating(Float.NEGATIVE_INFINITY),
        floating(Float.NaN),
        floating(16_777_217f),
        floating(0.1),
        floating(-0.0),
        floating(Double.MIN_VALUE),
        floating(Double.MAX_VALUE),
        floating(Double.POSITIVE_INFINITY),
        floating(Double.NaN),
        floating(Math.PI));
  }

  private static Arguments primitive(String setter, Class<?> type, long bits, Object expected) {
    return Arguments.of(setter, type, bits, expected);
  }

  /** As the advice does it: a float is passed as the double that it is. */
  private static Arguments floating(float value) {
    return Arguments.of("setFloat", float.class, Double.doubleToRawLongBits(value), value);
  }

  private static Arguments floating(double value) {
    return Arguments.of("setDouble", double.class, Double.doubleToRawLongBits(value), value);
  }

  @ParameterizedTest(name = "{0} {3}")
  @MethodSource("primitives")
  void primitiveIsSetAgainExactly(String name, Class<?> type, long bits, Object expected)
      throws Throwable {
    parameters.set(Jdbc.method(PreparedStatement.class, name, int.class, type), 3, bits);

    replay();

    assertEquals(1, driver.calls.size());
    assertEquals(3, driver.arguments.get(0)[0]);
    assertEquals(expected, driver.arguments.get(0)[1]);
    assertNull(parameters.unrepeatable());
  }

  @Test
  void objectIsSetAgainAsItIs() throws Throwable {
    Timestamp time = Timestamp.valueOf("2026-11-20 12:00:00.123456789");
    parameters.set(
        Jdbc.method(PreparedStatement.class, "setTimestamp", int.class, Timestamp.class), 1, time);

    replay();

    assertSame(time, driver.arguments.get(0)[1]);
  }

  @Test
  void nullIsAValue() throws Throwable {
    parameters.set(STRING, 1, null);

    replay();

    assertEquals(List.of("setString[1, null]"), driver.calls);
  }

  @Test
  void lastValueOfAnIndexRules() throws Throwable {
    parameters.set(INT, 1, 5L);
    parameters.set(STRING, 1, "five");
    parameters.set(STRING, 2, "two");
    parameters.set(INT, 2, 2L);
    parameters.set(BYTES, 3, new byte[] {1});
    parameters.set(INT, 3, 0L);

    replay();

    assertEquals(List.of("setString[1, five]", "setInt[2, 2]", "setInt[3, 0]"), driver.calls);
    assertNull(parameters.unrepeatable());
  }

  @Test
  void setterWithMoreThanAValueKeepsAllOfIt() throws Throwable {
    parameters.set(INT, 1, 5L);
    parameters.set(
        Jdbc.method(
            PreparedStatement.class, "setObject", int.class, Object.class, int.class, int.class),
        new Object[] {1, "2.50", Types.DECIMAL, 2});

    replay();

    assertEquals(List.of("setObject[1, 2.50, 3, 2]"), driver.calls);
  }

  @Test
  void gapsAndHighIndexesAreKept() throws Throwable {
    parameters.set(INT, 1, 1L);
    parameters.set(INT, 1_000, 2L);
    parameters.set(INT, 9, 3L);

    replay();

    assertEquals(List.of("setInt[1, 1]", "setInt[9, 3]", "setInt[1000, 2]"), driver.calls);
  }

  @Test
  void indexesThatNoDriverTakesAreNotKept() throws Throwable {
    parameters.set(INT, 0, 1L);
    parameters.set(INT, -1, 1L);
    parameters.set(STRING, 65_536, "far");
    parameters.set(STRING, Integer.MAX_VALUE, "farther");

    replay();

    assertEquals(List.of(), driver.calls);
  }

  @Test
  void clearedParametersAreGoneButOutParametersStayRegistered() throws Throwable {
    parameters.set(OUT, new Object[] {2, Types.INTEGER});
    parameters.set(INT, 1, 1L);
    parameters.set(INT, 12, 1L);
    parameters.set(NAMED, new Object[] {"amount", 3});

    parameters.clear();
    parameters.set(STRING, 1, "after");
    replay();

    assertEquals(List.of("registerOutParameter[2, 4]", "setString[1, after]"), driver.calls);
  }

  @Test
  void namedParametersAreReplacedByName() throws Throwable {
    parameters.set(NAMED, new Object[] {"amount", 3});
    parameters.set(NAMED, new Object[] {"price", 7});
    parameters.set(
        Jdbc.method(CallableStatement.class, "setString", String.class, String.class),
        new Object[] {"amount", "four"});

    replay();

    assertEquals(List.of("setString[amount, four]", "setInt[price, 7]"), driver.calls);
  }

  @Test
  void parameterThatIsInAndOutKeepsBoth() throws Throwable {
    parameters.set(INT, 1, 5L);
    parameters.set(OUT, new Object[] {1, Types.INTEGER});
    parameters.set(
        Jdbc.method(
            CallableStatement.class, "registerOutParameter", int.class, int.class, String.class),
        new Object[] {1, Types.STRUCT, "point"});

    replay();

    assertEquals(
        List.of("registerOutParameter[1, 2002, point]", "setInt[1, 5]"),
        driver.calls,
        "registered once, as last asked");
  }

  @Test
  void batchCopyIsNotTouchedByWhatIsSetLater() throws Throwable {
    parameters.set(INT, 1, 1L);
    parameters.set(NAMED, new Object[] {"amount", 3});
    Parameters first = parameters.copy();

    parameters.set(INT, 1, 2L);
    parameters.set(INT, 2, 2L);
    parameters.set(NAMED, new Object[] {"amount", 4});
    parameters.clear();
    first.replayOn(driver.object(CallableStatement.class));

    assertEquals(List.of("setInt[amount, 3]", "setInt[1, 1]"), driver.calls);
  }

  @Test
  void copyGrowsLikeTheOriginal() throws Throwable {
    Parameters copy = parameters.copy();

    copy.set(INT, 1, 1L);
    copy.replayOn(driver.object(CallableStatement.class));

    assertEquals(List.of("setInt[1, 1]"), driver.calls);
  }

  @Test
  void changedValueIsNamedByItsIndex() {
    byte[] bytes = {1, 2, 3};
    parameters.set(INT, 1, 1L);
    parameters.set(BYTES, 2, bytes);
    assertNull(parameters.unrepeatable());

    bytes[1] = 9;

    assertEquals(
        "parameter 2 was changed by the application after it was set", parameters.unrepeatable());
  }

  @Test
  void changedCalendarOfALongSetterIsNoticed() {
    Calendar calendar = Calendar.getInstance();
    JdbcMethod setter =
        Jdbc.method(
            PreparedStatement.class, "setTimestamp", int.class, Timestamp.class, Calendar.class);
    parameters.set(setter, new Object[] {1, new Timestamp(0), calendar});
    assertNull(parameters.unrepeatable());

    calendar.add(Calendar.DATE, 1);

    assertTrue(parameters.unrepeatable().startsWith("parameter 1 was changed"));
  }

  @Test
  void changedNamedValueIsNamed() {
    byte[] bytes = {1};
    parameters.set(
        Jdbc.method(CallableStatement.class, "setBytes", String.class, byte[].class),
        new Object[] {"photo", bytes});

    bytes[0]++;

    assertEquals(
        "parameter photo was changed by the application after it was set",
        parameters.unrepeatable());
  }

  @Test
  void streamThatTheDriverReadIsReadAgainFromWhereItStood() throws Throwable {
    ByteArrayInputStream stream = new ByteArrayInputStream(new byte[] {1, 2, 3, 4});
    assertEquals(1, stream.read());
    Streams.mark(stream);
    assertEquals(3, stream.readAllBytes().length);
    parameters.set(STREAM, 1, stream);

    assertNull(parameters.unrepeatable());
    replay();
    replay();

    assertEquals(2, ((InputStream) driver.arguments.get(1)[1]).read());
  }

  @Test
  void streamOfSomethingElseIsRefusedByIndex() throws IOException {
    try (InputStream file = InputStream.nullInputStream()) {
      parameters.set(INT, 1, 1L);
      parameters.set(STREAM, 2, file);
    }

    String reason = parameters.unrepeatable();
    assertTrue(reason.startsWith("parameter 2 is a "), reason);
    assertTrue(reason.endsWith("which can be read only once"), reason);
  }

  @Test
  void refusedParameterIsNamedWithTheDriversOwnException() {
    SQLException no = new SQLException("no");
    driver.answers.put("setString", no);
    parameters.set(STRING, 2, "of the driver's own");

    NotSetAgain refused = assertThrows(NotSetAgain.class, this::replay);

    assertSame(no, refused.getCause());
    assertTrue(refused.getMessage().startsWith("parameter 2 is a java.lang.String, "));
  }

  @Test
  void refusedParameterIsForgottenButNotThatOfAnother() throws Throwable {
    driver.answers.put("setString", new SQLException("no"));
    parameters.set(STRING, 2, "of the driver's own");
    NotSetAgain refused = assertThrows(NotSetAgain.class, this::replay);

    assertFalse(parameters.copy().forget(refused));
    assertTrue(parameters.forget(refused));
    replay();
  }

  private void replay() throws Throwable {
    parameters.replayOn(driver.object(CallableStatement.class));
  }
}
