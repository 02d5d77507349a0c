package io.dbkeepalive.agent;

/**
 * Whether this JVM is one of the JDK's own tools (keytool, jcmd, javac, ...), which inherit {@code
 * JAVA_TOOL_OPTIONS} and with it the agent, but have no database to look after.
 */
final class JdkTool {
  private JdkTool() {}

  static boolean isRunning() {
    return isTool(System.getProperty("jdk.module.main"), System.getProperty("sun.java.command"));
  }

  /**
   * @param module the module of the main class since Java 9, null for a class of the class path
   * @param command the main class, with its module, and the arguments; may be null
   */
  static boolean isTool(String module, String command) {
    String main = command == null ? "" : command.split(" ", 2)[0];
    if (main.endsWith("javac.launcher.Main") || main.endsWith("javac.launcher.SourceLauncher")) {
      return false; // java Application.java: compiles, then runs, an application
    }
    if (module != null) {
      return module.startsWith("jdk.") || module.startsWith("java.");
    }
    return main.startsWith("sun.tools.")
        || main.startsWith("sun.security.tools.")
        || main.startsWith("com.sun.tools.");
  }
}
