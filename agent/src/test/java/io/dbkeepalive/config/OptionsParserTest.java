package io.dbkeepalive.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsParserTest {
  private static final ConfigFile NO_FILE =
      path -> {
        throw new NoSuchFileException(path);
      };

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", ",", " , ,"})
  void nothingGivenGivesTheDefaults(String arguments) {
    ParsedOptions parsed = arguments(arguments);
    Options options = parsed.options();

    assertAll(
        () -> assertEquals(List.of(), parsed.errors()),
        () -> assertTrue(options.enabled()),
        () -> assertFalse(options.strict()),
        () -> assertEquals(Recovery.RETRY, options.recovery()),
        () -> assertEquals(3, options.attempts()),
        () -> assertEquals(100, options.backoffMillis()),
        () -> assertEquals(2_000, options.maxBackoffMillis()),
        () -> assertEquals(30_000, options.recoveryTimeoutMillis()),
        () -> assertEquals(20, options.reconnectRate()),
        () -> assertEquals(5, options.breakerFailures()),
        () -> assertEquals(30_000, options.breakerOpenMillis()),
        () -> assertEquals(5_000, options.pingTimeoutMillis()),
        () -> assertEquals(1_000, options.validateAfterIdleMillis()),
        () -> assertEquals(List.of(), options.initSql()),
        () -> assertEquals("stderr", options.log()),
        () -> assertEquals(LogLevel.INFO, options.logLevel()),
        () -> assertEquals(LogFormat.TEXT, options.logFormat()),
        () -> assertEquals("", options.summary()));
  }

  @Test
  void everyOptionIsTakenFromTheArgument() {
    ParsedOptions parsed =
        arguments(
            "enabled=false,strict=TRUE,recovery=reconnect,attempts=7,backoff=1s,max-backoff=1m,"
                + "recovery-timeout=1h,reconnect-rate=500/S,breaker-failures=9,breaker-open=2s,"
                + " ping-timeout = 250ms ,validate-after-idle=off,"
                + "init-sql=SET a=1\\, b=2; SET c=3,log=/var/log/agent.log,log-level=debug,"
                + "log-format=json");
    Options options = parsed.options();

    assertAll(
        () -> assertEquals(List.of(), parsed.errors()),
        () -> assertFalse(options.enabled()),
        () -> assertTrue(options.strict()),
        () -> assertEquals(Recovery.RECONNECT, options.recovery()),
        () -> assertEquals(7, options.attempts()),
        () -> assertEquals(1_000, options.backoffMillis()),
        () -> assertEquals(60_000, options.maxBackoffMillis()),
        () -> assertEquals(3_600_000, options.recoveryTimeoutMillis()),
        () -> assertEquals(500, options.reconnectRate()),
        () -> assertEquals(9, options.breakerFailures()),
        () -> assertEquals(2_000, options.breakerOpenMillis()),
        () -> assertEquals(250, options.pingTimeoutMillis()),
        () -> assertEquals(Options.OFF, options.validateAfterIdleMillis()),
        () -> assertEquals(List.of("SET a=1, b=2; SET c=3"), options.initSql()),
        () -> assertEquals("/var/log/agent.log", options.log()),
        () -> assertEquals(LogLevel.DEBUG, options.logLevel()),
        () -> assertEquals(LogFormat.JSON, options.logFormat()));
  }

  @Test
  void rateCanBeSwitchedOff() {
    ParsedOptions parsed = arguments("reconnect-rate=OFF");

    assertEquals(List.of(), parsed.errors());
    assertEquals(Options.UNLIMITED, parsed.options().reconnectRate());
  }

  @Test
  void earlierSourceWinsAndTheSummaryNamesIt() {
    Properties properties = new Properties();
    properties.setProperty("dbkeepalive.attempts", "6");
    properties.setProperty("dbkeepalive.max-backoff", "6s");
    Map<String, String> environment =
        Map.of(
            "DBKEEPALIVE_ATTEMPTS", "7",
            "DBKEEPALIVE_MAX_BACKOFF", "7s",
            "DBKEEPALIVE_BACKOFF", "700ms",
            "DBKEEPALIVE_CONFIG", "given.properties",
            "DBKEEPALIVE_LOG", " ");
    ConfigFile file = text("attempts=8\nbackoff=800ms\nping-timeout=8s\nlog=8.log\n");

    ParsedOptions parsed = OptionsParser.parse("attempts=5", properties, environment, file);

    assertEquals(List.of(), parsed.errors());
    assertEquals(
        "config=given.properties (environment), attempts=5 (argument), backoff=700ms (environment),"
            + " max-backoff=6s (system property), ping-timeout=8s (file), log=8.log (file)",
        parsed.options().summary());
  }

  @Test
  void valueEqualToTheDefaultIsNotInTheSummary() {
    assertEquals(
        "", arguments("backoff=100ms,max-backoff=2000ms,recovery=RETRY").options().summary());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "attempts=0;a whole number from 1 to 100; the default 3 is used",
        "attempts=101;out of bounds",
        "attempts=99999999999;not a whole number",
        "attempts=1.5;not a whole number",
        "attempts=;no value",
        "backoff=100;a number without a unit; accepted: a duration with its unit (ms, s, m, h)",
        "backoff=0ms;out of bounds",
        "backoff=1.5s;not a whole number with a known unit",
        "backoff=-1s;not a duration",
        "backoff=1d;not a whole number with a known unit",
        "backoff=99999999999999999999s;out of bounds",
        "backoff=off;not a duration",
        "max-backoff=11m;from 1ms to 10m",
        "recovery-timeout=99ms;from 100ms to 1h",
        "ping-timeout=1ms;from 100ms to 10m",
        "reconnect-rate=20;a rate without its unit",
        "reconnect-rate=0/s;out of bounds; accepted: a rate from 1/s to 10000/s, or off",
        "reconnect-rate=10001/s;out of bounds",
        "reconnect-rate=1.5/s;not a whole number",
        "reconnect-rate=/s;not a whole number",
        "breaker-failures=0;a whole number from 1 to 1000; the default 5 is used",
        "breaker-open=99ms;from 100ms to 1h",
        "validate-after-idle=25h;or off",
        "recovery=watch;accepted: observe or reconnect or retry; the default retry is used",
        "enabled=yes;accepted: true or false",
        "strict=1;accepted: true or false",
        "log=stder;stderr, stdout, application or a file's path",
        "log-level=trace;error or warn or info or debug",
        "log-format=xml;text or json",
        "include=|;globs separated by |",
      })
  void wrongValueIsOneLineAndTheDefaultIsUsed(String argument, String expected) {
    ParsedOptions parsed = arguments(argument);

    assertEquals(1, parsed.errors().size(), () -> parsed.errors().toString());
    String line = parsed.errors().get(0);
    assertTrue(line.startsWith("option " + argument + " (argument) is refused: "), line);
    for (String part : expected.split("; ", -1)) {
      assertTrue(line.contains(part), line);
    }
    assertEquals("", parsed.options().summary());
  }

  @Test
  void wrongValueIsNotReplacedByAWeakerSource() {
    ParsedOptions parsed =
        OptionsParser.parse(
            "attempts=x", new Properties(), Map.of("DBKEEPALIVE_ATTEMPTS", "9"), NO_FILE);

    assertEquals(1, parsed.errors().size());
    assertEquals(3, parsed.options().attempts());
  }

  @Test
  void backoffAboveItsBoundNamesBothOptions() {
    ParsedOptions parsed = arguments("backoff=5s,attempts=9");

    assertEquals(
        List.of(
            "option backoff=5000ms is above max-backoff=2000ms; raise max-backoff or lower backoff;"
                + " the defaults 100ms and 2s are used"),
        parsed.errors());
    assertEquals("attempts=9 (argument)", parsed.options().summary());
  }

  @ParameterizedTest
  @CsvSource({
    "atempts, attempts",
    "Backoff, backoff",
    "max_backoff, max-backoff",
    "pinginterval, ping-interval",
    "loglevel, log-level",
    "initsql, init-sql",
  })
  void unknownKeyIsNamedWithTheNearest(String key, String nearest) {
    Properties properties = new Properties();
    properties.setProperty("dbkeepalive." + key, "1s");

    assertEquals(
        List.of("unknown option " + key + " (argument) is ignored; the nearest key is " + nearest),
        arguments(key + "=1s").errors());
    assertEquals(
        List.of(
            "unknown option "
                + key
                + " (system property) is ignored; the nearest key is "
                + nearest),
        OptionsParser.parse(null, properties, Map.of(), NO_FILE).errors());
    assertEquals(
        List.of("unknown option " + key + " (file) is ignored; the nearest key is " + nearest),
        OptionsParser.parse("config=a.b", new Properties(), Map.of(), text(key + "=1s")).errors());
  }

  @Test
  void environmentReportsNearMissesOnly() {
    Map<String, String> environment =
        Map.of(
            "DBKEEPALIVE_RECOVRY", "reconnect",
            "DBKEEPALIVE_SERVICE_HOST", "10.0.0.1",
            "DBKEEPALIVE_PORT", "tcp://10.0.0.1:80",
            "DBKEEPALIVE_MYSQL_IMAGE", "mysql:9",
            "DBKEEPALIVE_CI_STRICT", "1",
            "DBKEEPALIVE_TEST_LOG", "1",
            "OTHER", "1");

    assertEquals(
        List.of(
            "unknown environment variable DBKEEPALIVE_RECOVRY is ignored; the nearest is"
                + " DBKEEPALIVE_RECOVERY"),
        OptionsParser.parse(null, new Properties(), environment, NO_FILE).errors());
  }

  @Test
  void repeatedArgumentIsReportedAndTheLastCounts() {
    ParsedOptions parsed = arguments("attempts=4,attempts=5");

    assertEquals(5, parsed.options().attempts());
    assertEquals(
        List.of("option attempts is given more than once (argument); the last value counts"),
        parsed.errors());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "init-sql=SET PASSWORD = 's3cret'",
        "init-sql=SET a='x,s3cret'",
        "init-sql=SET a='x,s3cret=1,s3cret'",
        "initsql=s3cret",
        "s3cret value, with commas",
      })
  void secretsAreNotEchoed(String arguments) {
    ParsedOptions parsed = arguments(arguments);

    assertFalse(parsed.errors().toString().contains("s3cret"), () -> parsed.errors().toString());
    assertFalse(parsed.options().summary().contains("s3cret"), parsed.options()::summary);
    assertTrue(parsed.errors().size() + parsed.options().summary().length() > 0);
  }

  @Test
  void refusedSecretIsNotEchoedEither() {
    assertEquals(
        List.of(
            "option init-sql=<set> (argument) is refused: too long; accepted: one SQL statement, at"
                + " most 4096 characters; it stays unset"),
        arguments("init-sql=s3cret" + "x".repeat(5_000)).errors());
  }

  @Test
  void initSqlIsMaskedInTheSummary() {
    assertEquals("init-sql=<set> (argument)", arguments("init-sql=SET a=1").options().summary());
  }

  @Test
  void fileIsReadAsUtf8WithoutItsByteOrderMark() {
    ParsedOptions parsed =
        OptionsParser.parse(
            "config=a.b", new Properties(), Map.of(), text("\uFEFFlog=/tmp/\u00e4\u4e2d.log"));

    assertEquals(List.of(), parsed.errors());
    assertEquals("/tmp/\u00e4\u4e2d.log", parsed.options().log());
  }

  static Stream<Arguments> unusableFiles() {
    return Stream.of(
        Arguments.of(NO_FILE, "no such file"),
        Arguments.of(bytes("log=\u00e4".getBytes(ISO_8859_1)), "not UTF-8"),
        Arguments.of(text("log=\\u00zz"), "Malformed"),
        Arguments.of(bytes(new byte[2_000_000]), "larger than"),
        Arguments.of(
            (ConfigFile)
                path -> {
                  throw new IOException("two\nlines");
                },
            "two?lines"));
  }

  @ParameterizedTest
  @MethodSource("unusableFiles")
  void unusableFileIsOneLineWithItsReason(ConfigFile file, String reason) {
    ParsedOptions parsed =
        OptionsParser.parse("config=given.conf,attempts=4", new Properties(), Map.of(), file);

    assertEquals(1, parsed.errors().size());
    String line = parsed.errors().get(0);
    assertTrue(line.startsWith("option config=given.conf: the file cannot be used ("), line);
    assertTrue(line.contains(reason), line);
    assertEquals(4, parsed.options().attempts());
  }

  @Test
  void missingFileAndDirectoryOnDiskAreReported(@TempDir Path directory) {
    for (String path : List.of(directory.toString(), directory.resolve("none").toString(), "\0")) {
      ParsedOptions parsed =
          OptionsParser.parse("config=" + path, new Properties(), Map.of(), ConfigFile.ON_DISK);
      assertEquals(1, parsed.errors().size(), path);
    }
  }

  @Test
  void fileNamesNoOtherFile() {
    assertEquals(
        List.of("option config in the file a.b is ignored: only one file is read"),
        OptionsParser.parse("config=a.b", new Properties(), Map.of(), text("config=c.d")).errors());
  }

  @Test
  void linesStayShortAndSingle() {
    ParsedOptions parsed = arguments("recovery=a\nb\u2028" + "x".repeat(100_000));

    assertEquals(1, parsed.errors().size());
    String line = parsed.errors().get(0);
    assertTrue(line.length() < 300, line);
    assertTrue(line.contains("recovery=a?b?xxx"), line);
  }

  private static ParsedOptions arguments(String arguments) {
    return OptionsParser.parse(arguments, new Properties(), Map.of(), NO_FILE);
  }

  private static ConfigFile text(String text) {
    return bytes(text.getBytes(UTF_8));
  }

  private static ConfigFile bytes(byte[] bytes) {
    return path -> new ByteArrayInputStream(bytes);
  }
}
