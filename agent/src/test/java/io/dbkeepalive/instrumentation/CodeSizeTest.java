package io.dbkeepalive.instrumentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.bootstrap.Dispatch;
import io.dbkeepalive.bootstrap.HandleState;
import io.dbkeepalive.connection.ManagedCalls;
import io.dbkeepalive.connection.ManagedConnection;
import io.dbkeepalive.connection.ManagedStatement;
import io.dbkeepalive.connection.probe.SocketProbe;
import io.dbkeepalive.recovery.sql.SqlTraitsCache;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What HotSpot's compilers make of a method depends on the bytes of its code: whether it becomes a
 * part of its caller, and whether it is compiled at all. Its limits are those of JDK 8 to 25.
 */
class CodeSizeTest {
  /** {@code MaxInlineSize}: becomes a part of its callers even where these are not hot. */
  private static final int INLINED_ANYWHERE = 35;

  /** {@code FreqInlineSize}: the same for calls that are hot. */
  private static final int INLINED_IF_HOT = 325;

  /** {@code HugeMethodLimit}: what has more is never compiled. */
  private static final int COMPILED = 8_000;

  /** What applications call all day. */
  private static final Pattern HOT =
      Pattern.compile(
          "(execute|executeQuery|executeUpdate|executeBatch|addBatch|set(Int|Long|String|Object)"
              + "|setAutoCommit|commit|rollback|createStatement|prepareStatement)\\(.*");

  /** Too large by our doing. Whoever adds to these lists makes calls slower, and measures it. */
  private static final Map<Class<?>, Set<String>> NO_LONGER_INLINED =
      Map.of(
          com.mysql.cj.jdbc.Driver.class,
          Set.of("com.mysql.cj.jdbc.ConnectionImpl.rollback()V"),
          org.mariadb.jdbc.Driver.class,
          Set.of(),
          org.postgresql.Driver.class,
          Set.of(),
          org.h2.Driver.class,
          Set.of("org.h2.jdbc.JdbcPreparedStatement.execute()Z"));

  @ParameterizedTest
  @MethodSource("drivers")
  void wovenMethodsStayWhatTheCompilersTake(Class<?> driver) throws IOException {
    Map<String, Integer> before = new HashMap<>();
    Map<String, Integer> after = new TreeMap<>();
    weave(driver, before, after);
    assertTrue(after.size() > 100, after.size() + " woven methods");

    Set<String> noLongerInlined = new TreeSet<>();
    Set<String> neverCompiled = new TreeSet<>();
    after.forEach(
        (method, size) -> {
          int bare = before.getOrDefault(method, 0);
          boolean hot = HOT.matcher(method.substring(nameOf(method))).matches();
          if (hot && bare <= INLINED_IF_HOT && size > INLINED_IF_HOT) {
            noLongerInlined.add(method);
          }
          if (bare <= COMPILED && size > COMPILED) {
            neverCompiled.add(method);
          }
        });
    assertEquals(NO_LONGER_INLINED.get(driver), noLongerInlined);
    assertEquals(Set.of(), neverCompiled);
  }

  static Stream<Class<?>> drivers() {
    return NO_LONGER_INLINED.keySet().stream();
  }

  /** Also on handles that are none of ours, and in methods of which nothing is remembered. */
  @Test
  void redirectIsInlinedAnywhere() {
    assertAtMost(INLINED_ANYWHERE, HandleState.class, "of", "redirect");
    assertAtMost(INLINED_ANYWHERE, Dispatch.class, "enter", "leave", "enterParameter");
  }

  @ParameterizedTest
  @MethodSource("healthyWay")
  void healthyWayIsInlined(Class<?> type, List<String> methods) {
    assertAtMost(INLINED_IF_HOT, type, methods.toArray(new String[0]));
  }

  static Stream<Arguments> healthyWay() throws ClassNotFoundException {
    return Stream.of(
        Arguments.of(
            Dispatch.class,
            List.of("enter", "leave", "executed", "done", "flag", "enterParameter", "parameter")),
        Arguments.of(
            JdbcDispatcher.class,
            List.of("enter", "leave", "executed", "enterParameter", "leaveParameter", "parameter")),
        Arguments.of(
            ManagedCalls.class,
            List.of("enter", "leave", "executed", "enterParameter", "leaveParameter", "parameter")),
        Arguments.of(
            ManagedConnection.class,
            List.of("enter", "isPlain", "needsCheck", "hasNews", "answered", "calmDown")),
        Arguments.of(
            ManagedStatement.class,
            List.of("executed", "ran", "traits", "noteStream", "enterParameter")),
        Arguments.of(named("connection.Guard"), List.of("enter", "leave", "isHeldBy", "wake")),
        Arguments.of(named("connection.Parameters"), List.of("set", "keep", "reserve")),
        Arguments.of(named("connection.Fingerprint"), List.of("of")),
        Arguments.of(named("connection.Wire"), List.of("noteResults")),
        Arguments.of(named("connection.SessionState"), List.of("executed", "transactionEnded")),
        Arguments.of(named("connection.TransactionState"), List.of("executed", "ran")),
        Arguments.of(named("connection.SessionHolds"), List.of("release")),
        Arguments.of(SocketProbe.class, List.of("hasNews", "target")),
        Arguments.of(SqlTraitsCache.class, List.of("get")));
  }

  private static Class<?> named(String name) throws ClassNotFoundException {
    return Class.forName("io.dbkeepalive." + name);
  }

  /** Of all methods of these names, of which there must be one. */
  private static void assertAtMost(int most, Class<?> type, String... names) {
    Map<String, Integer> sizes = CodeSizes.of(Jars.classFile(type));
    for (String name : names) {
      Map<String, Integer> named = new TreeMap<>(sizes);
      named.keySet().removeIf(method -> !method.startsWith(name + "("));
      assertTrue(!named.isEmpty(), type + " has no " + name);
      named.forEach(
          (method, size) ->
              assertTrue(
                  size <= most, type + "." + method + " has " + size + " bytes, not " + most));
    }
  }

  private static void weave(
      Class<?> driver, Map<String, Integer> before, Map<String, Integer> after) throws IOException {
    Map<String, byte[]> classes = Jars.classesOfJarOf(driver);
    WeavingLoader loader = new WeavingLoader(null);
    classes.forEach(loader::with);
    JdbcTransformer transformer = WeavingLoader.transformer(new DriverPackages());
    classes.forEach(
        (name, code) -> {
          byte[] woven =
              ConstantPool.namesJdbc(code)
                  ? transformer.transform(null, loader, name.replace('.', '/'), code)
                  : null;
          if (woven != null) {
            CodeSizes.of(code).forEach((method, size) -> before.put(name + "." + method, size));
            CodeSizes.of(woven).forEach((method, size) -> after.put(name + "." + method, size));
          }
        });
  }

  /** Where the method's name begins behind that of its class. */
  private static int nameOf(String method) {
    return method.lastIndexOf('.', method.indexOf('(')) + 1;
  }
}
