package io.dbkeepalive.agent;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.ProtectionDomain;

/** {@code java -jar dbkeepalive.jar}: lays out the loaders, starts the isolated part. */
public final class CommandLineStart {
  private static final String START = "io.dbkeepalive.commandline.Main";
  private static final String ATTACH = "com.sun.tools.attach.VirtualMachine";

  private CommandLineStart() {}

  public static void main(String[] arguments) throws Throwable {
    ProtectionDomain domain = CommandLineStart.class.getProtectionDomain();
    File jar = new File(domain.getCodeSource().getLocation().toURI());
    AgentClassLoader loader = new AgentClassLoader(jar, domain, loaderThatAttaches());
    Thread.currentThread().setContextClassLoader(loader);
    try {
      loader.loadClass(START).getMethod("main", String[].class).invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Since Java 9 the system loader knows the attach API; in Java 8 a JDK has it in a jar apart. */
  private static ClassLoader loaderThatAttaches() throws MalformedURLException {
    ClassLoader system = ClassLoader.getSystemClassLoader();
    File tools = new File(System.getProperty("java.home"), "../lib/tools.jar");
    try {
      Class.forName(ATTACH, false, system);
      return system;
    } catch (ClassNotFoundException java8) {
      return tools.exists()
          ? new URLClassLoader(new URL[] {tools.toURI().toURL()}, system)
          : system;
    }
  }
}
