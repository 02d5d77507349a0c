package io.dbkeepalive.tests.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.ChildJvm.Result;
import io.dbkeepalive.tests.support.JavaHomes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code JAVA_TOOL_OPTIONS} hands the agent to every JVM, of which some need none. */
class JdkToolsIT {
  private static final String OPTIONS = "-javaagent:" + ChildJvm.agentJar();
  private static final String PICKED_UP = "Picked up JAVA_TOOL_OPTIONS: " + OPTIONS + "\n";

  @Test
  void compilerAndArchiverSayNothingOfUs(@TempDir Path directory) throws IOException {
    Path source = Files.writeString(directory.resolve("A.java"), "class A {}");
    run("javac", source.toString());
    assertTrue(Files.exists(directory.resolve("A.class")));
    Path jar = directory.resolve("a.jar");
    run("jar", "cf", jar.toString(), "-C", directory.toString(), "A.class");
    assertTrue(run("jar", "tf", jar.toString()).out().contains("A.class"));
  }

  @Test
  void otherToolsSayNothingOfUs() throws IOException {
    assertTrue(run("keytool", "-showinfo", "-tls").out().contains("TLS"));
    assertTrue(run("jcmd", "-l").out().contains("jcmd"));
  }

  @Test
  void ourOwnCommandLineSaysNothingOfUs() throws IOException {
    assertTrue(
        run("java", "-jar", ChildJvm.agentJar().toString(), "--version")
            .out()
            .startsWith("dbkeepalive "));
  }

  @Test
  void applicationGetsTheAgent() throws IOException {
    Result result =
        H2Program.expect(
            H2Program.WOVEN_REPORT,
            H2Program.withoutAgent()
                .environment("JAVA_TOOL_OPTIONS", OPTIONS)
                .main(H2Program.WOVEN, H2Program.URL));
    assertTrue(result.err().startsWith(PICKED_UP), result::err);
    assertTrue(result.err().contains("agent-started"), result::err);
  }

  /** It is the compiler's module that starts, but an application that runs. */
  @Test
  void programInASourceFileGetsTheAgent(@TempDir Path directory) throws IOException {
    Path source =
        Files.writeString(
            directory.resolve("Main.java"),
            """
            public class Main {
              public static void main(String[] arguments) throws Exception {
                io.dbkeepalive.smoke.Woven.main(arguments);
              }
            }""");
    H2Program.expect(
        H2Program.WOVEN_REPORT, H2Program.jvm("").main(source.toString(), H2Program.URL));
  }

  private static Result run(String tool, String... arguments) throws IOException {
    ChildJvm jvm =
        new ChildJvm(JavaHomes.current()).tool(tool).environment("JAVA_TOOL_OPTIONS", OPTIONS);
    for (String argument : arguments) {
      jvm.option(argument);
    }
    Result result = jvm.run(Duration.ofSeconds(60));
    assertEquals(0, result.exitCode(), result::toString);
    assertEquals(PICKED_UP, result.err());
    return result;
  }
}
