package io.dbkeepalive.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdkToolTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # Java 9 and later
          java.base,          java.base/sun.security.tools.keytool.Main -list,        true
          jdk.jcmd,           jdk.jcmd/sun.tools.jcmd.JCmd -l,                        true
          jdk.compiler,       jdk.compiler/com.sun.tools.javac.Main A.java,           true
          jdk.jartool,        jdk.jartool/sun.tools.jar.Main cf a.jar,                true
          jdk.jshell,         jdk.jshell/jdk.internal.jshell.tool.JShellToolProvider, true
          java.rmi,           java.rmi/sun.rmi.registry.RegistryImpl,                 true
          com.example.shop,   com.example.shop/com.example.shop.Main,                 false
          javax.shop,         javax.shop/shop.Main,                                   false
          # java Application.java
          jdk.compiler,       jdk.compiler/com.sun.tools.javac.launcher.Main A.java,  false
          jdk.compiler,       jdk.compiler/com.sun.tools.javac.launcher.SourceLauncher A.java, false
          # Java 8: tools of the class path
          -,                  sun.security.tools.keytool.Main -list,                  true
          -,                  sun.tools.jcmd.JCmd 4711,                               true
          -,                  com.sun.tools.javac.Main A.java,                        true
          # applications
          -,                  com.example.Shop --verbose,                             false
          -,                  com.example.Shop sun.tools.jcmd.JCmd,                   false
          -,                  /opt/sun.tools.d/shop.jar,                              false
          -,                  shop.jar,                                               false
          -,                  Main,                                                   false
          -,                  '',                                                     false
          # embedded JVMs have neither
          -,                  -,                                                      false
          """)
  void toolsOfTheJdkAreToldFromApplications(String module, String command, boolean tool) {
    assertEquals(tool, JdkTool.isTool(module, command));
  }

  @Test
  void thisTestIsAnApplication() {
    assertFalse(JdkTool.isRunning());
    assertFalse(JdkTool.isCommandLine());
  }

  @Test
  void ourCommandLineIsToldByItsJar(@TempDir Path directory) throws IOException {
    Path own = Files.createFile(Files.createDirectory(directory.resolve("a b")).resolve("c.jar"));
    Path other = Files.createFile(directory.resolve("other.jar"));

    assertTrue(JdkTool.isStartedFrom(own.toFile(), own + " status 12"));
    assertTrue(JdkTool.isStartedFrom(own.toFile(), directory + "/a b/../a b/c.jar"));
    assertFalse(JdkTool.isStartedFrom(own.toFile(), other + " " + own));
    assertFalse(JdkTool.isStartedFrom(own.toFile(), "com.example.Shop " + own));
    assertFalse(JdkTool.isStartedFrom(own.toFile(), null));
  }
}
