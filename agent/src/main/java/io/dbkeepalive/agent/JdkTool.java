package io.dbkeepalive.agent;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Whether this JVM is one of the JDK's own tools (keytool, jcmd, javac, ...), or our command line,
 * which inherit {@code JAVA_TOOL_OPTIONS} and with it the agent, but have no database to look
 * after.
 */
final class JdkTool {
  private JdkTool() {}

  static boolean isRunning() {
    return isTool(System.getProperty("jdk.module.main"), System.getProperty("sun.java.command"));
  }

  /** Whether this is {@code java -jar dbkeepalive.jar}. */
  static boolean isCommandLine() {
    try {
      URI own = JdkTool.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return isStartedFrom(new File(own), System.getProperty("sun.java.command"));
    } catch (URISyntaxException | IOException | RuntimeException e) {
      return false; // the agent starts in the command line too, and does no harm
    }
  }

  /**
   * @param command a jar as it was given, which may hold spaces, and the arguments; may be null
   */
  static boolean isStartedFrom(File jar, String command) throws IOException {
    for (int end = command == null ? -1 : command.indexOf(".jar");
        end >= 0;
        end = command.indexOf(".jar", end + 1)) {
      File started = new File(command.substring(0, end + 4));
      if (started.isFile()) {
        return started.getCanonicalFile().equals(jar.getCanonicalFile());
      }
    }
    return false;
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
