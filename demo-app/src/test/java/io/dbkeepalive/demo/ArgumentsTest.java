package io.dbkeepalive.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
  private static final String URL = "jdbc:mysql://db1/test";

  @Test
  void withoutArgumentsTheEmbeddedServerIsUsed() {
    Arguments arguments = parse();
    assertTrue(arguments.server().isEmpty());
    assertEquals(3, arguments.seconds());
    assertFalse(arguments.plain());
  }

  @Test
  void optionsAreTaken() {
    Arguments arguments = parse("--plain", "--seconds", "7", "--agent", "a.jar", "--logs", "l");
    assertTrue(arguments.plain());
    assertEquals(7, arguments.seconds());
    assertEquals(Path.of("a.jar"), arguments.agent());
    assertEquals(Path.of("l"), arguments.logs());
  }

  @Test
  void theLoginComesFromTheEnvironment() {
    assertEquals(new Login("env", "secret"), inEnvironment("--url", URL).login());
  }

  @Test
  void optionsComeBeforeTheEnvironment() {
    Login login = inEnvironment("--url", URL, "--user", "me", "--password", "").login();
    assertEquals(new Login("me", ""), login);
  }

  @Test
  void noPasswordShowsInTheArgumentsText() {
    assertFalse(inEnvironment("--url", URL).toString().contains("secret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "21", "-1", "3s", "", "99999999999"})
  void secondsOutOfBoundsAreRefusedWithTheBounds(String seconds) {
    String message = refusal("--seconds", seconds);
    assertTrue(message.contains("'" + seconds + "'") && message.contains("1 to 20"), message);
  }

  @ParameterizedTest
  @CsvSource({"--url", "--user", "--password", "--seconds", "--agent", "--logs"})
  void anOptionWithoutItsValueIsNamed(String option) {
    assertTrue(refusal(option).startsWith(option + " needs a value"));
  }

  @Test
  void anUnknownOptionIsNamed() {
    assertTrue(refusal("--fast").contains("'--fast'"));
  }

  @Test
  void aLoginWithoutUrlIsRefused() {
    assertTrue(refusal("--user", "me").contains("--url"));
  }

  @Test
  void eachOptionOfTheUsageIsKnown() throws IOException {
    String usage = Files.readString(Path.of("usage.txt"));
    Matcher option = Pattern.compile("(?m)^  (--[a-z]+)").matcher(usage);
    int options = 0;
    while (option.find()) {
      if (option.group(1).equals("--help")) {
        continue; // the script answers it, before anything is built
      }
      options++;
      try {
        parse(option.group(1));
      } catch (IllegalArgumentException e) {
        assertFalse(e.getMessage().contains("unknown option"), e.getMessage());
      }
    }
    assertEquals(7, options);
  }

  private static String refusal(String... line) {
    return assertThrows(IllegalArgumentException.class, () -> parse(line)).getMessage();
  }

  private static Arguments parse(String... line) {
    return Arguments.parse(line, Map.of());
  }

  private static Arguments inEnvironment(String... line) {
    return Arguments.parse(
        line, Map.of("DBKEEPALIVE_DEMO_USER", "env", "DBKEEPALIVE_DEMO_PASSWORD", "secret"));
  }
}
