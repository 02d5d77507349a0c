package io.dbkeepalive.instrumentation;

import static java.util.Arrays.asList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.bootstrap.Handle;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What woven code says of each kind of call, whatever compiler made it. */
@ParameterizedClass
@ValueSource(ints = {Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_8, Opcodes.V11, Opcodes.V17})
class WovenRolesTest extends WovenStubs {
  WovenRolesTest(int version) throws Exception {
    super(version);
  }

  @Test
  void executionTellsItsSqlAsItWasPassed() throws Exception {
    Statement handle = made("StubStatement", Statement.class);
    manage(handle);
    dispatcher.answers.put("enter", ENTERED);

    assertEquals(4, handle.executeUpdate(" 1234 "));
    handle.executeQuery("select 1");
    assertEquals(1L << 40, ((PreparedStatement) handle).executeLargeUpdate());
    assertFalse(((PreparedStatement) handle).execute());

    dispatcher.calls.removeIf(call -> call.get(0).equals("enter"));
    assertEquals(
        List.of(
            asList("executed", "executeUpdate", null, " 1234 "),
            asList("executed", "executeQuery", null, "select 1"),
            asList("executed", "executeLargeUpdate", null, null),
            asList("executed", "execute", false, null)),
        dispatcher.calls);
  }

  @Test
  void primitiveResultOfARecoveredCallIsUnboxed() throws Exception {
    PreparedStatement handle = made("StubStatement", PreparedStatement.class);
    manage(handle);
    dispatcher.answers.put("enter", DETOUR);

    dispatcher.answers.put("recover", 7);
    assertEquals(7, handle.executeUpdate("x"));
    dispatcher.answers.put("recover", 7L);
    assertEquals(7L, handle.executeLargeUpdate());
    dispatcher.answers.put("recover", true);
    assertTrue(handle.execute());
    assertEquals(List.of(), calls(handle));
  }

  @Test
  void parametersAreKeptAsTheyWerePassed() throws Exception {
    PreparedStatement handle = made("StubStatement", PreparedStatement.class);
    manage(handle);
    dispatcher.answers.put("enterParameter", true);

    handle.setInt(3, -5);
    handle.setLong(4, Long.MIN_VALUE);
    handle.setDouble(5, -0.0);
    handle.setFloat(6, 0.1f);
    handle.setString(7, "seven");
    handle.setObject(8, "eight", 12);
    handle.setFetchSize(9);

    dispatcher.calls.removeIf(
        call -> call.get(0).equals("enterParameter") || call.get(0).equals("leaveParameter"));
    assertEquals(
        List.of(
            asList("parameter", "setInt", 3, -5L),
            asList("parameter", "setLong", 4, Long.MIN_VALUE),
            asList("parameter", "setDouble", 5, Double.doubleToRawLongBits(-0.0)),
            asList("parameter", "setFloat", 6, Double.doubleToRawLongBits(0.1f)),
            asList("parameter", "setString", 7, "seven"),
            asList("changed", "setObject", asList(8, "eight", 12)),
            asList("changed", "setFetchSize", asList(9))),
        dispatcher.calls);
  }

  @Test
  void setterThatTheDriverCallsItselfIsNotKept() throws Exception {
    PreparedStatement handle = made("StubStatement", PreparedStatement.class);
    manage(handle);

    handle.setBoolean(1, true);

    assertEquals(List.of(List.of("enterParameter"), List.of("enterParameter")), dispatcher.calls);
  }

  @Test
  void streamIsShownBeforeTheDriverSeesIt() throws Exception {
    PreparedStatement handle = made("StubStatement", PreparedStatement.class);
    manage(handle);
    InputStream stream = new ByteArrayInputStream(new byte[1]);
    dispatcher.answers.put("enterStream", true);

    handle.setBinaryStream(1, stream);

    assertEquals(
        List.of(
            asList("enterStream", stream),
            asList("leaveParameter"),
            asList("parameter", "setBinaryStream", 1, stream)),
        dispatcher.calls);
  }

  @Test
  void failedSetterIsRecoveredAndNotKept() throws Exception {
    PreparedStatement handle = made("StubStatement", PreparedStatement.class);
    manage(handle);
    SQLException thrown = new SQLException("closed");
    set(handle, "failure", thrown);
    dispatcher.answers.put("enterParameter", true);

    handle.setInt(3, -5);
    handle.setString(4, "four");

    dispatcher.calls.removeIf(call -> call.get(0).toString().endsWith("Parameter"));
    assertEquals(
        List.of(
            asList("recoverUnguarded", handle, "setInt", List.of(3, -5), thrown),
            asList("recoverUnguarded", handle, "setString", List.of(4, "four"), thrown)),
        dispatcher.calls);
  }

  @Test
  void questionThatFailsIsAskedAgain() throws Exception {
    Connection handle = made("StubConnection", Connection.class);
    manage(handle);
    assertTrue(handle.getAutoCommit());
    assertEquals(List.of(), dispatcher.calls);
    set(handle, "failure", new SQLException("closed"));
    dispatcher.answers.put("recoverUnguarded", true);

    assertTrue(handle.getAutoCommit());
  }

  @Test
  void closingIsSaidBeforeAndAfterItHappens() throws Exception {
    Connection handle = made("StubConnection", Connection.class);
    manage(handle);
    dispatcher.answers.put("closing", true);
    SQLException failure = new SQLException("cannot");
    set(handle, "failure", failure);
    dispatcher.answers.put("closed", failure);

    assertSame(failure, assertThrows(SQLException.class, handle::close));

    assertEquals(List.of(List.of("closing"), List.of("closed", handle, failure)), dispatcher.calls);
  }

  @Test
  void failureToCloseIsWhatTheDispatcherSays() throws Exception {
    Connection handle = made("StubConnection", Connection.class);
    manage(handle);
    dispatcher.answers.put("closing", true);
    set(handle, "failure", new SQLException("lost"));

    handle.close();

    assertEquals("closed", dispatcher.calls.get(1).get(0));
  }

  @Test
  void isClosedIsWhatTheDispatcherSays() throws Exception {
    Connection handle = made("StubConnection", Connection.class);
    manage(handle);

    assertFalse(handle.isClosed(), "though the driver says so");
    assertEquals(List.of(asList("isClosed", true)), dispatcher.calls);
  }

  @Test
  void ownersAreMappedBackToHandles() throws Exception {
    Statement statement = made("StubStatement", Statement.class);
    ResultSet rows = made("StubResultSet", ResultSet.class);
    set(rows, "statement", statement);
    Connection other = made("StubConnection", Connection.class);
    manage(statement);
    dispatcher.answers.put("connectionOf", other);
    dispatcher.answers.put("handleOf", null);

    assertSame(other, statement.getConnection());
    assertNull(rows.getStatement());
    assertFalse(rows instanceof Handle);
    assertEquals(
        List.of(asList("connectionOf", (Object) null), asList("handleOf", statement)),
        dispatcher.calls);
  }

  @Test
  void openingIsSaidWithItsResult() throws Exception {
    Driver driver = made("StubDriver", Driver.class);
    Properties info = new Properties();
    Properties others = new Properties();
    others.setProperty("time-out", "5");
    dispatcher.answers.put("opening", "token");
    dispatcher.answers.put("connectWith", others);

    Connection opened = driver.connect("jdbc:stub:up", info);

    assertEquals(
        List.of(
            asList("opening", driver, "connect", "jdbc:stub:up"),
            asList("connectWith", driver, "jdbc:stub:up", info),
            asList("opened", "token", driver, List.of("jdbc:stub:up", others), opened)),
        dispatcher.calls);
    assertTrue(drivers.isDrivers(STUBS + "StubDataSource"));
  }

  @Test
  void failedOpeningIsSaidAndTheExceptionComesOut() throws Exception {
    Driver driver = made("StubDriver", Driver.class);

    SQLException e =
        assertThrows(SQLException.class, () -> driver.connect("down", new Properties()));

    assertEquals("08001", e.getSQLState());
    assertNull(dispatcher.calls.get(2).get(4));
  }
}
