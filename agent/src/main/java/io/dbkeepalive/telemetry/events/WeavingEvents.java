package io.dbkeepalive.telemetry.events;

/** Of drivers' classes. Thread-safe. */
public final class WeavingEvents {
  private WeavingEvents() {}

  /** The class works as without the agent: its connections are not healed. */
  public static void classNotWoven(String className, Throwable reason) {
    Event.of(EventType.CLASS_NOT_WOVEN).with("class", className).failure(reason).emit();
  }

  /** A class that uses JDBC, but has a parent that cannot be read: hardly a driver's. */
  public static void classUnknown(String className, Throwable reason) {
    Event.of(EventType.CLASS_UNKNOWN).with("class", className).failure(reason).emit();
  }

  /** Drivers below a loader that hides our bootstrap classes from them. */
  public static void loaderBlind(String loader) {
    Event.of(EventType.CLASSES_NOT_WOVEN)
        .with("loader", loader)
        .with("remedy", "let it delegate the package io.dbkeepalive.bootstrap to the boot loader")
        .emit();
  }

  public static void classWoven(String className, long tookNanos) {
    Event.of(EventType.CLASS_WOVEN).with("class", className).span("took", tookNanos).emit();
  }

  /** A driver that was in use before the agent came: its connections are not looked after. */
  public static void driverInUse(String connectionClass) {
    Event.of(EventType.DRIVER_IN_USE)
        .with("class", connectionClass)
        .with("remedy", "restart the JVM with -javaagent: a loaded class cannot be woven")
        .emit();
  }

  public static void methodWithoutRole(String method) {
    Event.of(EventType.METHOD_WITHOUT_ROLE)
        .with("method", method)
        .with("remedy", "this Java version is newer than this agent: update the agent")
        .emit();
  }

  /** Connections that are not looked at before each call, only pinged after idleness. */
  public static void probeOff(String connectionClass, String reason) {
    Event.of(EventType.PROBE_OFF).with("class", connectionClass).with("reason", reason).emit();
  }
}
