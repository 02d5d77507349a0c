package io.dbkeepalive.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The programs of {@code src/smoke/java} and the drivers for them, by the version of the JVM. */
public final class SmokeClassPath {
  private static final int H2_NEEDS_JAVA = 11;

  private SmokeClassPath() {}

  /** What a JVM of a major version, 8 or later, can load. */
  public static List<Path> forJava(int version) {
    List<Path> entries = new ArrayList<>();
    entries.add(BuildDirectory.resolve("smoke-classes"));
    entries.addAll(jars(BuildDirectory.resolve("smoke-lib/drivers")));
    entries.addAll(
        jars(
            BuildDirectory.resolve(
                version < H2_NEEDS_JAVA ? "smoke-lib/h2-java8" : "smoke-lib/h2")));
    return List.copyOf(entries);
  }

  private static List<Path> jars(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
