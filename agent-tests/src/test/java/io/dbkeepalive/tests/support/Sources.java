package io.dbkeepalive.tests.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Compiles sources that the tests hold as text, for Java 8; not thread-safe. */
public final class Sources {
  private final Path directory;
  private final List<Path> files = new ArrayList<>();

  /**
   * @param directory an existing directory, for the sources and, below {@code classes}, the classes
   */
  public Sources(Path directory) {
    this.directory = directory;
  }

  /** Adds a class by its full name. */
  public Sources add(String className, String source) throws IOException {
    Path file = directory.resolve(className.replace('.', '/') + ".java");
    Files.createDirectories(file.getParent());
    files.add(Files.writeString(file, source));
    return this;
  }

  /**
   * Compiles what was added.
   *
   * @return the directory of the classes
   * @throws AssertionError if the compiler refuses it, which it says on the error stream
   */
  public Path compile(List<Path> classPath) {
    Path classes = directory.resolve("classes");
    Stream<String> options =
        Stream.of(
            "--release",
            "8",
            "-nowarn",
            "-Xlint:-options",
            "-proc:none",
            "-d",
            classes.toString(),
            "-cp",
            classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    String[] arguments =
        Stream.concat(options, files.stream().map(Path::toString)).toArray(String[]::new);
    if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments) != 0) {
      throw new AssertionError("cannot compile " + files);
    }
    return classes;
  }
}
