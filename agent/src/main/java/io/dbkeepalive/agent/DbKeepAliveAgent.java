package io.dbkeepalive.agent;

import java.lang.instrument.Instrumentation;

/** Where the JVM hands over to dbkeepalive. */
public final class DbKeepAliveAgent {
  private DbKeepAliveAgent() {}

  public static void premain(String arguments, Instrumentation instrumentation) {}

  public static void agentmain(String arguments, Instrumentation instrumentation) {}

  public static void main(String[] arguments) {}
}
