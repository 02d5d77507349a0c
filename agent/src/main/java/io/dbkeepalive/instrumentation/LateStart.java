package io.dbkeepalive.instrumentation;

import io.dbkeepalive.bootstrap.Handle;
import io.dbkeepalive.telemetry.events.WeavingEvents;
import io.dbkeepalive.telemetry.log.LogOutput;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.sql.Connection;
import java.sql.Driver;
import java.util.ArrayList;
import java.util.List;
import javax.sql.CommonDataSource;

/**
 * What is left to do when the agent comes into a JVM that runs. Classes that open connections can
 * be woven after they were loaded: advice changes the code of methods only. Those of connections
 * and statements cannot, for they need a field: they stay as they are, nothing of theirs is
 * managed, and they are named. Once, by one thread.
 */
final class LateStart {
  private final Instrumentation instrumentation;
  private final DriverPackages drivers;
  private final JdbcTransformer transformer;

  LateStart(Instrumentation instrumentation, DriverPackages drivers, JdbcTransformer transformer) {
    this.instrumentation = instrumentation;
    this.drivers = drivers;
    this.transformer = transformer;
  }

  /** To be called when classes that load now are woven already. Never throws. */
  void begin() {
    List<Class<?>> openers = new ArrayList<>();
    List<Class<?>> connections = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      ClassLoader loader = type.getClassLoader();
      if (loader == null || loader == LateStart.class.getClassLoader() || type.isInterface()) {
        continue;
      }
      if (type.getName().equals("org.slf4j.LoggerFactory")) {
        LogOutput.applicationHasSlf4j(loader);
      } else if (isOpener(type)) {
        openers.add(type);
      } else if (Connection.class.isAssignableFrom(type)) {
        connections.add(type);
      }
    }
    weave(openers);
    for (Class<?> connection : connections) { // now the drivers are known
      if (drivers.isDrivers(connection.getName()) && !Handle.class.isAssignableFrom(connection)) {
        WeavingEvents.driverInUse(connection.getName());
      }
    }
  }

  private static boolean isOpener(Class<?> type) {
    return (Driver.class.isAssignableFrom(type) || CommonDataSource.class.isAssignableFrom(type))
        && !Connection.class.isAssignableFrom(type)
        && !DriverPackages.isWrapper(type.getName());
  }

  private void weave(List<Class<?>> openers) {
    instrumentation.addTransformer(transformer.forLoaded(openers), true);
    for (Class<?> opener : openers) {
      try {
        instrumentation.retransformClasses(opener);
      } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
        WeavingEvents.classNotWoven(opener.getName(), e);
      }
    }
  }
}
