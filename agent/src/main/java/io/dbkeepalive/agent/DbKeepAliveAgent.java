package io.dbkeepalive.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/** Where the JVM hands over: finds the jar, lays out the loaders, starts the isolated part. */
public final class DbKeepAliveAgent {
  private static final String START = "io.dbkeepalive.instrumentation.AgentStart";

  private DbKeepAliveAgent() {}

  /** Called by the JVM before the application's main method. Never throws, unless strict=true. */
  public static void premain(String arguments, Instrumentation instrumentation) {
    if (JdkTool.isRunning()) {
      return;
    }
    Runnable refusal;
    try {
      refusal = start(arguments, instrumentation);
    } catch (Throwable e) {
      System.err.println("[dbkeepalive] not started, the application runs without it: " + e);
      return;
    }
    if (refusal != null) {
      refusal.run();
    }
  }

  private static Runnable start(String arguments, Instrumentation instrumentation)
      throws Exception {
    if (BootstrapClasses.arePresent()) {
      throw new IllegalStateException(
          "another -javaagent:dbkeepalive.jar runs already; name it once");
    }
    ProtectionDomain domain = DbKeepAliveAgent.class.getProtectionDomain();
    File jar = new File(domain.getCodeSource().getLocation().toURI());
    BootstrapClasses.define(jar, instrumentation);
    AgentClassLoader loader = new AgentClassLoader(jar, domain, platformLoader());
    return (Runnable)
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
