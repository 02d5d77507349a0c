package io.dbkeepalive.tests.benchmark;

import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.JavaHomes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A program that measures, in a JVM of its own. It says {@code name value}, a line for each. */
final class Child {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private Child() {}

  static Map<String, Double> run(Contestant who, Class<?> program, Object... arguments)
      throws IOException {
    return run(who, who.classPath(), List.of(), program, arguments);
  }

  /**
   * @param options further ones of the JVM
   */
  static Map<String, Double> run(
      Contestant who,
      List<Path> classPath,
      List<String> options,
      Class<?> program,
      Object... arguments)
      throws IOException {
    ChildJvm child = new ChildJvm(JavaHomes.current());
    who.jvmOptions().forEach(child::option);
    options.forEach(child::option);
    child
        .option("-Dorg.slf4j.simpleLogger.defaultLogLevel=off")
        .classPath(classPath)
        .main(
            program.getName(),
            List.of(arguments).stream().map(String::valueOf).toArray(String[]::new));
    ChildJvm.Result result = child.run(TIMEOUT);
    if (result.exitCode() != 0) {
      throw new IllegalStateException(
          who + " " + program.getSimpleName() + " " + List.of(arguments) + ": " + result.err());
    }
    return result
        .out()
        .lines()
        .map(line -> line.split(" "))
        .filter(words -> words.length == 2)
        .collect(
            Collectors.toMap(
                words -> words[0],
                words -> Double.valueOf(words[1]),
                (first, second) -> second,
                TreeMap::new));
  }
}
