package io.dbkeepalive.instrumentation;

import static java.util.Arrays.asList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.bootstrap.Handle;
import io.dbkeepalive.connection.ManagedCalls;
import io.dbkeepalive.instrumentation.weaving.HandleField;
import io.dbkeepalive.telemetry.log.LogCapture;
import java.io.ObjectStreamClass;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What woven code does, whatever compiler made it; each version has its own verifier. */
@ParameterizedClass
@ValueSource(ints = {Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_8, Opcodes.V11, Opcodes.V17})
class WeavingTest extends WovenStubs {
  WeavingTest(int version) throws Exception {
    super(version);
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
        asList("flag", "setReadOnly", true), dispatcher.calls.get(dispatcher.calls.size() - 1));
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

  /** As compilers of languages without checked exceptions make it. */
  @Test
  void overrideInAClassThatNamesNoJdbcIsAGap() throws Exception {
    String parent = (STUBS + "StubConnection").replace('.', '/');
    loader.with("stub.Plain", Stubs.emptyClass("stub.Plain", parent));
    loader.with("stub.Overrides", Stubs.overriding("stub.Overrides", parent, "commit", "()V"));

    Class<?> overrides = loader.loadClass("stub.Overrides");

    assertTrue(Handle.class.isAssignableFrom(overrides));
    assertEquals("stub.Overrides.commit", ManagedCalls.gapOf(overrides));
    assertNotEquals("stub.Plain.commit", ManagedCalls.gapOf(loader.loadClass("stub.Plain")));
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

  private static byte[] pooled(String name) {
    return Stubs.emptyClass(name, "java/lang/Object", "java/sql/Connection");
  }
}
