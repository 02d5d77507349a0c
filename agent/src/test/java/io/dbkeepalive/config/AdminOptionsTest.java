package io.dbkeepalive.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options for people who operate it: what they take, and that their secrets are not shown. */
class AdminOptionsTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8090, 127.0.0.1, 8090",
    "localhost:0, localhost, 0",
    "[::1]:8090, ::1, 8090",
    "db-admin.example.org:65535, db-admin.example.org, 65535"
  })
  void addressesAreReadWithoutAskingAnybody(String text, String host, int port) {
    InetSocketAddress address = arguments("admin=" + text).options().admin();
    assertEquals(host, address.getHostString());
    assertEquals(port, address.getPort());
    assertTrue(address.isUnresolved());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "admin=8090",
        "admin=host:",
        "admin=host:65536",
        "admin=::1:80",
        "admin=http://host:80",
        "admin-token=short",
        "admin-token=with a blank in its midst",
        "alert-webhook=hooks.example.org/x",
        "alert-webhook=file:///etc/passwd",
        "alert-webhook=http://",
        "log-size=10",
        "log-size=mb",
        "log-size=10xb",
        "log-size=10m",
        "log-size=-10mb",
        "log-size=1234567890kb",
        "log-size=18446744073709551626kb",
        "log-size=1KB",
        "log-size=2GB",
        "log-files=0"
      })
  void wrongAddressesTokensAndSizesAreRefused(String argument) {
    ParsedOptions parsed = arguments(argument);
    assertEquals(1, parsed.errors().size(), argument);
    assertEquals("", parsed.options().summary());
  }

  @Test
  void sizesHaveUnits() {
    assertEquals(10 << 10, arguments("log-size=10KB").options().logSize());
    assertEquals(3 << 20, arguments("log-size=3mb").options().logSize());
    assertEquals(Options.OFF, arguments("log-size=off").options().logSize());
  }

  @Test
  void tokensAndWebhooksAreNeverShown() {
    String token = "0123456789abcdef!";
    Options options =
        arguments("admin-token=" + token + ",alert-webhook=https://hooks.example.org/T1/secret")
            .options();
    assertEquals(token, options.adminToken());
    assertEquals("/T1/secret", options.alertWebhook().getPath());
    assertEquals("admin-token=<set> (argument), alert-webhook=<set> (argument)", options.summary());
    options
        .all()
        .forEach(
            each -> {
              String shown = each.key + each.value;
              assertFalse(shown.contains(token) || shown.contains("T1"), shown);
            });
  }

  private static ParsedOptions arguments(String arguments) {
    return OptionsParser.parse(arguments, new Properties(), Map.of(), ConfigFile.ON_DISK);
  }
}
