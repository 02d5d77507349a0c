package io.dbkeepalive.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.security.ProtectionDomain;

/** Where the JVM hands over: finds the jar, lays out the loaders, starts the isolated part. */
public final class DbKeepAliveAgent {
  private static final String START = "io.dbkeepalive.instrumentation.AgentStart";

  /** The isolated part, null until it has started. */
  private static volatile Class<?> started;

  private DbKeepAliveAgent() {}

  /**
   * Called by the JVM before the application's main method. Never throws; with strict=true and a
   * wrong option it ends the JVM.
   */
  public static void premain(String arguments, Instrumentation instrumentation) {
    if (JdkTool.isRunning() || JdkTool.isCommandLine()) {
      return;
    }
    if (started != null || BootstrapClasses.arePresent()) {
      System.err.println(
          "[dbkeepalive] runs already, this second -javaagent does nothing: name it once");
      return;
    }
    if (!startOrSay(arguments, instrumentation, "start")) {
      System.err.println(
          "[dbkeepalive] strict=true and an option is wrong, see above: the JVM does not start");
      System.exit(1);
    }
  }

  /**
   * Called by the JVM when the command line attaches. Where the agent runs already, it only shows
   * its beans. Never throws, and never ends the JVM.
   */
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    if (started == null && !BootstrapClasses.arePresent()) {
      if (!startOrSay(arguments, instrumentation, "attach")) {
        System.err.println(
            "[dbkeepalive] strict=true and an option is wrong, see above: not started");
      }
    } else if (started != null) {
      try {
        started.getMethod("show").invoke(null);
      } catch (Throwable e) {
        System.err.println("[dbkeepalive] cannot show its beans: " + e);
      }
    }
  }

  /**
   * @return false if an option forbids to start
   */
  private static boolean startOrSay(String arguments, Instrumentation instrumentation, String way) {
    try {
      return start(arguments, instrumentation, way);
    } catch (Throwable e) {
      Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
      System.err.println("[dbkeepalive] not started, the application runs without it: " + cause);
      return true;
    }
  }

  private static boolean start(String arguments, Instrumentation instrumentation, String way)
      throws Exception {
    ProtectionDomain domain = DbKeepAliveAgent.class.getProtectionDomain();
    File jar = new File(domain.getCodeSource().getLocation().toURI());
    AgentClassLoader loader = new AgentClassLoader(jar, domain, platformLoader());
    Class<?> isolated = loader.loadClass(START);
    boolean mayRun =
        (boolean)
            isolated
                .getMethod(way, String.class, Instrumentation.class, Runnable.class)
                .invoke(
                    null, arguments, instrumentation, new BootstrapClasses(jar, instrumentation));
    if ((boolean) isolated.getMethod("isRunning").invoke(null)) {
      started = isolated;
    }
    return mayRun;
  }

  /** The loader above the application's, whatever stands between (java.system.class.loader). */
  private static ClassLoader platformLoader() {
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    while (loader.getParent() != null) {
      loader = loader.getParent();
    }
    return loader;
  }
}
