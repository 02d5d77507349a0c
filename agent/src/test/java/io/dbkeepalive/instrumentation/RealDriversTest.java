package io.dbkeepalive.instrumentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.bootstrap.Handle;
import io.dbkeepalive.telemetry.log.LogCapture;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every class that would be woven in the drivers of today passes the JVM's verifier. */
class RealDriversTest {
  static Stream<Arguments> drivers() {
    return Stream.of(
        Arguments.of(com.mysql.cj.jdbc.Driver.class, List.of("com.mysql.cj.jdbc.ConnectionImpl")),
        Arguments.of(org.mariadb.jdbc.Driver.class, List.of("org.mariadb.jdbc.Connection")),
        Arguments.of(org.postgresql.Driver.class, List.of("org.postgresql.jdbc.PgConnection")),
        Arguments.of(org.h2.Driver.class, List.of("org.h2.jdbc.JdbcConnection")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("drivers")
  void wovenClassesPassTheVerifier(Class<?> driver, List<String> amongThem) throws IOException {
    try (LogCapture log = new LogCapture()) {
      log.start("warn");
      WeavingLoader woven = new WeavingLoader(WeavingLoader.transformer(new DriverPackages()));
      WeavingLoader plain = new WeavingLoader(null);
      Jars.classesOfJarOf(driver)
          .forEach(
              (name, code) -> {
                woven.with(name, code);
                plain.with(name, code);
              });
      Map<String, String> broken = new TreeMap<>();
      Set<String> unknown = new TreeSet<>();
      for (String name : Jars.classesOfJarOf(driver).keySet()) {
        String failure = link(name, woven);
        if (failure != null) {
          String without = link(name, plain);
          if (without == null) {
            broken.put(name, failure);
          } else {
            unknown.add(name); // of an optional dependency that is not here
          }
        }
      }

      assertEquals(Map.of(), broken);
      assertTrue(woven.woven.size() >= 10, "woven: " + woven.woven);
      assertTrue(woven.woven.containsAll(amongThem), "woven: " + woven.woven);
      assertEquals(List.of(), refusedButForMissingClasses(log, unknown), log.text());
      everyHandleIsWoven(woven, unknown);
    }
  }

  /** Loads and verifies, but does not initialise. */
  private static String link(String name, ClassLoader loader) {
    try {
      Class<?> type = Class.forName(name, false, loader);
      assertNotSame(RealDriversTest.class.getClassLoader(), type.getClassLoader());
      assertNotNull(type.getDeclaredMethods()); // the JVM links a class before it tells these
      return null;
    } catch (ClassNotFoundException | LinkageError e) {
      return e.toString();
    }
  }

  private static List<String> refusedButForMissingClasses(LogCapture log, Set<String> unknown) {
    List<String> refused = new ArrayList<>(log.lines("class-not-woven"));
    refused.removeIf(line -> unknown.stream().anyMatch(name -> line.contains("class=" + name)));
    return refused;
  }

  private static void everyHandleIsWoven(WeavingLoader loader, Set<String> unknown) {
    int handles = 0;
    for (String name : loader.names()) {
      if (!unknown.contains(name)) {
        try {
          Class<?> type = Class.forName(name, false, loader);
          boolean handle =
              Connection.class.isAssignableFrom(type) || Statement.class.isAssignableFrom(type);
          if (handle && !type.isInterface()) {
            handles++;
            assertTrue(Handle.class.isAssignableFrom(type), name);
          }
        } catch (ClassNotFoundException e) {
          throw new AssertionError(name, e);
        }
      }
    }
    assertTrue(handles >= 4, "handles: " + handles);
  }
}
