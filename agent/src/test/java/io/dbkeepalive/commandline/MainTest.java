package io.dbkeepalive.commandline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the command line says by itself, without a JVM to talk to. */
class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                              | 2 | name a command",
        "nonsense                                      | 2 | nonsense",
        "status --nonsense                             | 2 | --nonsense",
        "status shop                                   | 2 | 'shop' is no process id",
        "status 1 2                                    | 2 | '2'",
        "status --events many                          | 2 | many",
        "monitor --interval 5                          | 2 | '5' is no time from 100ms to 1h",
        "monitor --interval 2h                         | 2 | '2h' is no time",
        "attach                                        | 2 | PID",
        "attach 1 --options recovery=nonsense          | 2 | recovery",
        "check                                         | 2 | --url",
        "check --url jdbc:h2:mem:a;PASSWORD=x          | 2 | the URL holds a password",
        "check --url jdbc:nonsense://a/b               | 2 | no driver takes",
        "check --url jdbc:h2:mem:a --driver /no/such.jar | 2 | there is no /no/such.jar",
        "status 2147483647                             | 3 | JVM 2147483647"
      })
  void wrongUseIsToldOf(String line, int status, String told) {
    assertEquals(status, run(line == null ? new String[0] : line.split(" ")), err::toString);
    assertTrue(err.toString().contains(told), err::toString);
    assertEquals("", out.toString());
  }

  /** Who runs us may keep what we say. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "check --url jdbc:h2:mem:x --password=planted",
        "status jdbc:mysql://u:planted@h/d",
        "status 1 jdbc:mysql://u:planted@h/d",
        "list --url=jdbc:mysql://h/d?password=planted"
      })
  void wrongArgumentsWithSecretsAreNotRepeated(String line) {
    assertEquals(2, run(line.split(" ")), err::toString);
    assertFalse((err.toString() + out).contains("planted"), err::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list", "status", "test", "recover", "monitor", "doctor", "check", "attach", "enable",
        "disable"
      })
  void eachCommandHasHelpAndJson(String command) {
    assertEquals(0, run(command, "--help"), err::toString);
    assertTrue(out.toString().startsWith("Usage: dbkeepalive " + command), out::toString);
    assertTrue(out.toString().contains("--json"), out::toString);
    assertTrue(
        out.toString().lines().skip(1).anyMatch(line -> line.matches("[A-Z].*")),
        () -> "says what it does: " + out);
  }

  @Test
  void helpNamesTheExitStatuses() {
    assertEquals(0, run("--help"));
    assertTrue(out.toString().contains("4   refused"), out::toString);
  }

  @Test
  void versionIsOneLine() {
    assertEquals(0, run("--version"));
    assertTrue(out.toString().matches("dbkeepalive \\S+\\R"), out::toString);
  }

  @Test
  void completionIsGenerated() {
    assertEquals(0, run("generate-completion"));
    assertTrue(out.toString().contains("_complete_dbkeepalive"), out::toString);
  }

  @Test
  void secretOfTheUrlIsNotRepeated() {
    run("check", "--url", "jdbc:mysql://app:app-secret@db1/shop");
    assertTrue(err.toString().contains("the URL holds a password"), err::toString);
    assertFalse(err.toString().contains("app-secret"), err::toString);
  }

  @Test
  void databaseOfTheClassPathIsWell() {
    assertEquals(0, run("check", "--url", "jdbc:h2:mem:check"), err::toString);
    assertTrue(out.toString().contains("org.h2.Driver"), out::toString);
  }

  private int run(String... arguments) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
