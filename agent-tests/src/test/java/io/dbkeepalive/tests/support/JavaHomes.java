package io.dbkeepalive.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the installed JVMs by major version: in the environment's {@code JAVA_HOME_<n>} or {@code
 * JAVA_HOME_<n>_X64}, else among the running one and those below {@code /usr/lib/jvm}.
 */
public final class JavaHomes {
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");
  private static final Pattern VERSION =
      Pattern.compile("^JAVA_VERSION=\"(?:1\\.)?(\\d+)", Pattern.MULTILINE);

  private JavaHomes() {}

  /** The home of the JVM that runs the tests. */
  public static Path current() {
    return Path.of(System.getProperty("java.home"));
  }

  /** The home of a JVM of a major version, as 8 or 17; skips the test where there is none. */
  public static Path of(int version) {
    Optional<Path> home = find(version, System.getenv(), INSTALLED);
    if (home.isEmpty()) {
      Skip.because(
          "no JVM of version " + version + " is installed; JAVA_HOME_" + version + " may name one");
    }
    return home.orElseThrow();
  }

  static Optional<Path> find(int version, Map<String, String> environment, Path installed) {
    return Stream.of("JAVA_HOME_" + version, "JAVA_HOME_" + version + "_X64")
        .map(environment::get)
        .filter(home -> home != null && !home.isEmpty())
        .map(Path::of)
        .findFirst()
        .or(() -> installed(version, installed));
  }

  private static Optional<Path> installed(int version, Path directory) {
    if (Runtime.version().feature() == version) {
      return Optional.of(current());
    }
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    try (Stream<Path> homes = Files.list(directory)) {
      return homes
          .sorted()
          .filter(home -> Files.isExecutable(home.resolve("bin/java")))
          .filter(home -> versionOf(home) == version)
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int versionOf(Path home) {
    try {
      Matcher matcher = VERSION.matcher(Files.readString(home.resolve("release")));
      return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
    } catch (IOException e) {
      return -1; // not a home, as the JREs that some packages leave without the file
    }
  }
}
