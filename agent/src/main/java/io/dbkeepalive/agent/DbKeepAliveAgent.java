package io.dbkeepalive.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.security.ProtectionDomain;

/** Where the JVM hands over: finds the jar, lays out the loaders, starts the isolated part. */
public final class DbKeepAliveAgent {
  private static final String START = "io.dbkeepalive.instrumentation.AgentStart";

  private DbKeepAliveAgent() {}

  /**
   * Called by the JVM before the application's main method. Never throws; with strict=true and a
   * wrong option it ends the JVM.
   */
  public static void premain(String arguments, Instrumentation instrumentation) {
    if (JdkTool.isRunning()) {
      return;
    }
    if (BootstrapClasses.arePresent()) {
      System.err.println(
          "[dbkeepalive] runs already, this second -javaagent does nothing: name it once");
      return;
    }
    boolean mayRun = true;
    try {
      mayRun = start(arguments, instrumentation);
    } catch (Throwable e) {
      Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
      System.err.println("[dbkeepalive] not started, the application runs without it: " + cause);
    }
    if (!mayRun) {
      System.err.println(
          "[dbkeepalive] strict=true and an option is wrong, see above: the JVM does not start");
      System.exit(1);
    }
  }

  private static boolean start(String arguments, Instrumentation instrumentation) throws Exception {
    ProtectionDomain domain = DbKeepAliveAgent.class.getProtectionDomain();
    File jar = new File(domain.getCodeSource().getLocation().toURI());
    BootstrapClasses.define(jar, instrumentation);
    AgentClassLoader loader = new AgentClassLoader(jar, domain, platformLoader());
    return (boolean)
        loader
            .loadClass(START)
            .getMethod("start", String.class, Instrumentation.class)
            .invoke(null, arguments, instrumentation);
  }

  /** The loader above the application's, whatever stands between (java.system.class.loader). */
  private static ClassLoader platformLoader() {
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    while (loader.getParent() != null) {
      loader = loader.getParent();
    }
    return loader;
  }

  public static void main(String[] arguments) {
    System.err.println(
        "dbkeepalive is a Java agent: java -javaagent:dbkeepalive.jar[=key=value,...] ...");
    System.exit(2);
  }
}
