package io.dbkeepalive.tests.commandline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.Await;
import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.ChildJvm.Running;
import io.dbkeepalive.tests.support.DatabaseServer;
import io.dbkeepalive.tests.support.JavaHomes;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.LogLines;
import io.dbkeepalive.tests.support.ServerKind;
import io.dbkeepalive.tests.support.SmokeClassPath;
import io.dbkeepalive.tests.support.TcpProxy;
import io.dbkeepalive.tests.support.TcpProxy.Cut;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each command against an application that runs, the command's Java being the application's. */
class CommandsIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int CURRENT = Runtime.version().feature();

  private final DatabaseServer server = ServerKind.MARIADB_EMBEDDED.server();

  @ParameterizedTest(name = "Java {0}")
  @ValueSource(ints = {8, 17, 25})
  void commandsSeeAnOutageAndItsEnd(int version) throws IOException {
    Commands commands = new Commands(version);
    try (TcpProxy proxy = new TcpProxy(server)) {
      Running program = start(version, proxy, "recovery-timeout=1s");
      String pid = Long.toString(program.pid());
      try {
        assertTrue(commands.expect(0, "list").out().lines().anyMatch(line -> line.startsWith(pid)));
        String status = commands.expect(0, "status", pid).out();
        assertTrue(status.contains("mysql://127.0.0.1:" + proxy.port() + "/"), status);
        assertTrue(status.contains(" UP "), status);

        proxy.refuse();
        proxy.cutAll(Cut.RST);
        Await.until("status 1", TIMEOUT, () -> status(commands, pid) == 1);
        String down = commands.expect(1, "status", pid).out();
        assertTrue(down.contains(" DOWN "), down);
        commands.expect(1, "test", pid);

        proxy.accept();
        commands.expect(0, "recover", pid);
        commands.expect(0, "status", pid);
        assertTrue(LogLines.lines(program.errorOutput(), "connection-healed").size() > 0);
      } finally {
        end(program);
      }
    }
  }

  @Test
  void commandsActOnTheAgentAndSayWhatTheyFind() throws IOException {
    Commands commands = new Commands(CURRENT);
    try (TcpProxy proxy = new TcpProxy(server)) {
      Running program = start(CURRENT, proxy, "ping-interval=off");
      String pid = Long.toString(program.pid());
      try {
        String tested = commands.expect(0, "test", pid).out();
        assertTrue(tested.matches("(?s).*\\d+/test +1 +0 +0 +UP .*"), tested);

        commands.expect(0, "disable", pid);
        assertTrue(commands.expect(0, "status", pid).out().contains("only looks on"));
        assertTrue(commands.expect(1, "doctor", pid).out().contains("only-looks-on"));
        commands.expect(0, "enable", pid);
        assertTrue(!commands.expect(0, "status", pid).out().contains("only looks on"));

        String found = commands.expect(1, "doctor", pid).out();
        assertTrue(found.contains("connect-timeout-missing"), found);
        assertTrue(found.contains("not-pinged"), found);
        assertTrue(found.contains("competing-machinery"), found);
        assertTrue(found.contains("remove autoReconnect"), found);
        assertTrue(!found.contains("app-secret"), found);

        String looks =
            commands.expect(0, "monitor", pid, "--interval", "100ms", "--count", "3").out();
        assertEquals(3, looks.lines().count(), looks);
        assertTrue(looks.lines().allMatch(line -> line.contains(" state=UP ")), looks);
        commands.expect(4, "attach", pid);
      } finally {
        end(program);
      }
    }
  }

  @Test
  void documentsAreJson() throws IOException {
    Commands commands = new Commands(CURRENT);
    try (TcpProxy proxy = new TcpProxy(server)) {
      Running program = start(CURRENT, proxy, "ping-interval=off");
      String pid = Long.toString(program.pid());
      try {
        for (String command : new String[] {"list", "status", "test", "recover", "doctor"}) {
          String out =
              command.equals("list")
                  ? commands.run("list", "--json").out()
                  : commands.run(command, "--json", pid).out();
          assertEquals(1, out.lines().count(), out);
          assertTrue(Commands.isJson(out), out);
        }
        String looks =
            commands.run("monitor", "--json", "--interval", "100ms", "--count", "2", pid).out();
        assertEquals(2, looks.lines().filter(Commands::isJson).count(), looks);
      } finally {
        end(program);
      }
    }
  }

  @Test
  void jvmThatEndsOrHasNoAgentIsNotReachable() throws IOException {
    Commands commands = new Commands(CURRENT);
    Running plain =
        new ChildJvm(JavaHomes.current())
            .classPath(SmokeClassPath.forJava(CURRENT))
            .main("io.dbkeepalive.smoke.Faults", "jdbc:h2:mem:plain")
            .start();
    plain.awaitOutput("connected", TIMEOUT);
    String pid = Long.toString(plain.pid());
    assertTrue(commands.expect(3, "status", pid).err().contains("runs without the agent"));
    end(plain);
    assertTrue(commands.expect(3, "status", pid).err().contains(pid));
  }

  private Running start(int version, TcpProxy proxy, String options) throws IOException {
    Running program =
        new ChildJvm(JavaHomes.of(version))
            .agent(ChildJvm.agentJar(), options)
            .classPath(SmokeClassPath.forJava(version))
            .main(
                "io.dbkeepalive.smoke.Faults",
                JdbcDriver.CONNECTOR_J.url(proxy.host(), proxy.port()) + "&autoReconnect=true",
                "user=" + server.user(),
                "password=" + server.password())
            .start();
    program.awaitOutput("connected", TIMEOUT);
    return program;
  }

  private static void end(Running program) throws IOException {
    program.send("end");
    program.await(TIMEOUT);
  }

  private static int status(Commands commands, String pid) {
    try {
      return commands.run("status", pid).exitCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
