package io.dbkeepalive.instrumentation;

import static java.util.Arrays.asList;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.bootstrap.Detour;
import io.dbkeepalive.bootstrap.Handle;
import io.dbkeepalive.bootstrap.HandleState;
import io.dbkeepalive.instrumentation.stub.StubBase;
import io.dbkeepalive.instrumentation.stub.StubConnection;
import io.dbkeepalive.instrumentation.stub.StubDriver;
import io.dbkeepalive.instrumentation.stub.StubResultSet;
import io.dbkeepalive.instrumentation.stub.StubStatement;
import io.dbkeepalive.telemetry.log.LogCapture;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What woven code does, whatever compiler made it; each version has its own verifier. */
@ParameterizedClass
@ValueSource(ints = {Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_8, Opcodes.V11, Opcodes.V17})
class WeavingTest {
  private static final Object ENTERED = "entered";
  private static final Detour DETOUR = new Detour() {};
  private static final String STUBS = StubDriver.class.getPackageName() + ".";

  private final RecordingDispatcher dispatcher = new RecordingDispatcher();
  private final DriverPackages drivers = new DriverPackages();
  private final WeavingLoader loader =
      new WeavingLoader(new JdbcTransformer(drivers, new ModuleReads(null)));

  WeavingTest(int version) throws Exception {
    for (Class<?> type :
        List.of(
            StubDriver.class,
            StubConnection.class,
            StubBase.class,
            StubStatement.class,
            StubResultSet.class,
            Class.forName(STUBS + "Made"))) {
      loader.with(type.getName(), Stubs.concrete(type, version));
    }
  }

  @BeforeEach
  void install() {
    dispatcher.install();
  }

  @Test
  void objectWithoutStateWorksAsBefore() throws Exception {
    Connection connection = made("StubConnection", Connection.class);

    try (Statement statement = connection.createStatement()) {
      assertEquals("StubStatement", statement.getClass().getSimpleName());
      connection.commit();
      assertTrue(connection.isClosed());
      assertEquals(4, statement.executeUpdate(" 1234 "));
      ((PreparedStatement) statement).setInt(1, 2);
    } catch (AbstractMethodError noClose) {
      assertTrue(noClose.getMessage().contains("close"));
    }
    assertEquals(List.of(), dispatcher.calls);
    assertEquals(List.of("createStatement", "commit"), calls(connection));
  }

  @Test
  void fieldStandsOnTheTopmostClassOnly() throws Exception {
    Field field = loader.loadClass(STUBS + "StubBase").getDeclaredField(HandleField.NAME);
    int modifiers = field.getModifiers();

    assertTrue(Modifier.isTransient(modifiers) && Modifier.isVolatile(modifiers));
    assertTrue(Modifier.isPrivate(modifiers) && field.isSynthetic());
    Class<?> below = loader.loadClass(STUBS + "StubStatement");
    assertThrows(NoSuchFieldException.class, () -> below.getDeclaredField(HandleField.NAME));
    assertTrue(Handle.class.isAssignableFrom(below));
    assertEquals(
        List.of(PreparedStatement.class), List.of(below.getInterfaces()), "not added twice");
  }

  @Test
  void serializableClassKeepsItsVersion() throws Exception {
    Class<?> woven = loader.loadClass(STUBS + "StubConnection");
    WeavingLoader plain = new WeavingLoader(null);
    for (String name : List.of("StubConnection", "StubStatement", "StubBase")) {
      byte[] code =
          loader.getResourceAsStream(STUBS.replace('.', '/') + name + ".class").readAllBytes();
      plain.with(STUBS + name, code);
    }
    Class<?> before = plain.loadClass(woven.getName());

    assertTrue(loader.woven.contains(woven.getName()) && plain.woven.isEmpty());
    assertEquals(
        ObjectStreamClass.lookup(before).getSerialVersionUID(),
        ObjectStreamClass.lookup(woven).getSerialVersionUID());
  }

  @Test
  void callGoesToTheObjectThatTookOver() throws Exception {
    Connection handle = made("StubConnection", Connection.class);
    Connection current = made("StubConnection", Connection.class);
    manage(handle).current = current;

    Statement statement = handle.createStatement();
    handle.commit();
    assertEquals("select 1", handle.nativeSQL("select 1"));
    handle.setReadOnly(true);

    assertEquals("StubStatement", statement.getClass().getSimpleName());
    assertEquals(List.of(), calls(handle));
    assertEquals(List.of("createStatement", "commit", "nativeSQL", "setReadOnly"), calls(current));
    assertEquals(List.of(), dispatcher.calls, "the other object has its own advice");
  }

  @Test
  void failureOfTheObjectThatTookOverPassesUntouched() throws Exception {
    Connection handle = made("StubConnection", Connection.class);
    Connection current = made("StubConnection", Connection.class);
    SQLException thrown = new SQLException("gone", "08S01");
    set(current, "failure", thrown);
    manage(handle).current = current;

    assertSame(thrown, assertThrows(SQLException.class, handle::commit));
    assertEquals(List.of(), dispatcher.calls);
  }

  @Test
  void bypassedCallReachesTheReplacedObject() throws Exception {
    Connection handle = made("StubConnection", Connection.class);
    State state = manage(handle);
    state.current = made("StubConnection", Connection.class);
    state.bypassed = true;

    handle.commit();

    assertEquals(List.of("commit"), calls(handle));
  }

  @Test
  void guardedCallEntersAndLeaves() throws Exception {
    Connection handle = made("StubConnection", Connection.class);
    manage(handle);
    dispatcher.answers.put("enter", ENTERED);

    handle.commit();

    assertEquals(
        List.of(asList("enter", handle, "commit"), asList("leave", "commit")), dispatcher.calls);
    assertEquals(List.of("commit"), calls(handle));
  }

  @Test
  void nestedCallOnlyEnters() throws Exception {
    Connection handle = made("StubConnection", Connection.class);
    manage(handle);
    set(handle, "failure", new SQLException("nested"));

    assertThrows(SQLException.class, handle::commit);

    assertEquals(List.of(asList("enter", handle, "commit")), dispatcher.calls);
  }

  @Test
  void detourLeavesTheDriversCodeOut() throws Exception {
    Connection handle = made("StubConnection", Connection.class);
    manage(handle);
    dispatcher.answers.put("enter", DETOUR);
    dispatcher.answers.put("recover", "recovered");

    assertEquals("recovered", handle.nativeSQL("select 1"));

    assertEquals(List.of(), calls(handle));
    assertEquals(
        asList("recover", handle, "nativeSQL", List.of("select 1"), null), dispatcher.calls.get(1));
  }

  @Test
  void adviceSeesTheExceptionThatTheApplicationWouldSee() throws Exception {
    Connection handle = made("StubConnection", Connection.class);
    manage(handle);
    set(handle, "failure", new SQLException("inner"));
    dispatcher.answers.put("enter", ENTERED);
    dispatcher.answers.put("recover", "recovered");

    assertEquals("recovered", handle.nativeSQL("select 1"));

    Throwable seen = (Throwable) dispatcher.calls.get(1).get(4);
    assertEquals("as the driver tells it", seen.getMessage());
  }

  @Test
  void whatRecoveryThrowsComesOutAsItIs() throws Exception {
    Connection handle = made("StubConnection", Connection.class);
    manage(handle);
    SQLException told = new SQLException("told");
    set(handle, "failure", new SQLException("inner"));
    dispatcher.answers.put("enter", ENTERED);
    dispatcher.answers.put("recover", told);

    assertSame(told, assertThrows(SQLException.class, handle::commit));
    assertFalse(Thread.holdsLock(handle));
  }

  @Test
  void callThatIsMadeAgainKeepsTheArgumentsAsTheyWere() throws Exception {
    Connection handle = made("StubConnection", Connection.class);
    manage(handle);
    dispatcher.answers.put("enter", ENTERED);

    handle.setReadOnly(true);

    assertEquals(
        asList("done", "setReadOnly", List.of(true), null),
        dispatcher.calls.get(dispatcher.calls.size() - 1));
  }

  @Test
  void bridgeAndMethodWithANarrowerTypeAreBothWoven() throws Exception {
    Connection handle = made("StubConnection", Connection.class);
    manage(handle);
    dispatcher.answers.put("enter", DETOUR);
    Object recovered = made("StubStatement", Statement.class);
    dispatcher.answers.put("recover", recovered);

    assertSame(recovered, handle.createStatement(), "by the bridge");
    assertSame(recovered, handle.getClass().getMethod("createStatement").invoke(handle));
    assertEquals(List.of(), calls(handle));
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
  void closingIsSaidBeforeItHappensAndAfter() throws Exception {
    Connection handle = made("StubConnection", Connection.class);
    manage(handle);
    set(handle, "failure", new SQLException("cannot"));

    assertThrows(SQLException.class, handle::close);

    assertEquals(List.of(List.of("closing"), List.of("closed", handle)), dispatcher.calls);
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
    dispatcher.answers.put("opening", "token");

    Connection opened = driver.connect("jdbc:stub:up", info);

    assertEquals(
        List.of(
            asList("opening", driver, "connect"),
            asList("opened", "token", driver, List.of("jdbc:stub:up", info), opened)),
        dispatcher.calls);
    assertTrue(drivers.isDrivers(STUBS + "StubDataSource"));
  }

  @Test
  void failedOpeningIsSaidAndTheExceptionComesOut() throws Exception {
    Driver driver = made("StubDriver", Driver.class);

    SQLException e =
        assertThrows(SQLException.class, () -> driver.connect("down", new Properties()));

    assertEquals("08001", e.getSQLState());
    assertNull(dispatcher.calls.get(1).get(4));
  }

  @Test
  void proxyClassCanBeAHandle() throws Exception {
    loader.with("stub.Proxy1", Stubs.proxyClass("stub.Proxy1", "java/sql/Connection"));
    List<Object> handled = new ArrayList<>();
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          handled.add(arguments[0]);
          return "by the handler";
        };
    Connection handle =
        (Connection)
            loader
                .loadClass("stub.Proxy1")
                .getConstructor(InvocationHandler.class)
                .newInstance(handler);
    manage(handle);
    dispatcher.answers.put("enter", ENTERED);

    assertEquals("by the handler", handle.nativeSQL("a"));
    ((Handle) handle).dbkeepaliveState().current = made("StubConnection", Connection.class);
    assertEquals("b", handle.nativeSQL("b"));

    assertEquals(List.of("a"), handled);
  }

  @Test
  void classWhoseParentCannotBeReadIsLoadedUnwovenAndSaidOnce() throws Exception {
    loader
        .withUnreadable("stub.Parent", Stubs.emptyClass("stub.Parent", "java/lang/Object"))
        .with("stub.Broken", Stubs.emptyClass("stub.Broken", "stub/Parent", "java/sql/Connection"));
    try (LogCapture log = new LogCapture()) {
      log.start("warn");

      Connection connection =
          (Connection) loader.loadClass("stub.Broken").getConstructor().newInstance();

      assertFalse(connection instanceof Handle);
      assertThrows(AbstractMethodError.class, connection::commit);
      String line = log.only("class-not-woven");
      assertTrue(line.contains("class=stub.Broken") && line.contains("stub.Parent"), line);
    }
  }

  @Test
  void othersAreLeftAlone() throws Exception {
    loader
        .with("stub.Plain", Stubs.emptyClass("stub.Plain", "java/lang/Object"))
        .with("com.zaxxer.hikari.pool.P", pooled("com.zaxxer.hikari.pool.P"))
        .with(
            "stub.Wrapper",
            Stubs.emptyClass("stub.Wrapper", "java/lang/Object", "java/sql/Wrapper"));

    for (String name : List.of("stub.Plain", "com.zaxxer.hikari.pool.P", "stub.Wrapper")) {
      assertFalse(Handle.class.isAssignableFrom(loader.loadClass(name)), name);
    }
    assertEquals(0, loader.woven.size());
    byte[] plain = Stubs.emptyClass("stub.X", "java/lang/Object", "java/sql/Connection");
    JdbcTransformer transformer = new JdbcTransformer(drivers, new ModuleReads(null));
    assertAll(
        () -> assertNull(transformer.transform(null, null, "stub/X", false, plain)),
        () -> assertNull(transformer.transform(null, loader, null, false, plain)),
        () -> assertNull(transformer.transform(null, loader, "stub/X", true, plain)),
        () ->
            assertNull(
                transformer.transform(null, getClass().getClassLoader(), "stub/X", false, plain)));
  }

  private static byte[] pooled(String name) {
    return Stubs.emptyClass(name, "java/lang/Object", "java/sql/Connection");
  }

  private <T> T made(String name, Class<T> type) throws Exception {
    return type.cast(loader.loadClass(STUBS + name).getConstructor().newInstance());
  }

  private static State manage(Object handle) {
    State state = new State(handle);
    ((Handle) handle).dbkeepaliveState(state);
    return state;
  }

  private static void set(Object stub, String field, Object value) throws Exception {
    stub.getClass().getField(field).set(stub, value);
  }

  private static Object calls(Object stub) throws Exception {
    return stub.getClass().getField("calls").get(stub);
  }

  private static final class State extends HandleState {
    boolean bypassed;

    State(Object handle) {
      super(handle);
    }

    @Override
    protected boolean isBypassed() {
      return bypassed;
    }
  }
}
