package io.dbkeepalive.tests.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Where, when and of what was measured. Immutable. */
final class Machine {
  private static final Path CPU = Path.of("/proc/cpuinfo");

  private static final List<String> NAMED =
      List.of(
          "h2-",
          "mysql-connector-j-",
          "mariadb-java-client-",
          "postgresql-",
          "HikariCP-",
          "jmh-core-",
          "commons-dbcp2-",
          "p6spy-",
          "datasource-proxy-",
          "opentelemetry-javaagent-",
          "aws-advanced-jdbc-wrapper-");

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final int rounds;
  private final double loadBefore = system.getSystemLoadAverage();

  Machine(int rounds) {
    this.rounds = rounds;
  }

  /** A paragraph; the load is that of the minutes before and at the end. */
  String describe() throws IOException {
    return String.format(
        "%s; %s, %d cores, %d GiB; load %.1f before, %.1f at the end; Java %s; %s; %d rounds.%n",
        LocalDate.now(ZoneOffset.UTC),
        processor(),
        system.getAvailableProcessors(),
        Math.round(system.getTotalMemorySize() / (double) (1 << 30)),
        loadBefore,
        system.getSystemLoadAverage(),
        Runtime.version(),
        versions(),
        rounds);
  }

  private static String processor() throws IOException {
    if (!Files.isReadable(CPU)) {
      return System.getProperty("os.arch");
    }
    try (var lines = Files.lines(CPU)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.replaceFirst(".*: *", ""))
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }

  /** As the jars on the class path are called. */
  private static String versions() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).getFileName().toString().replace(".jar", ""))
        .filter(name -> NAMED.stream().anyMatch(name::startsWith))
        .map(name -> name.replaceFirst("-(?=\\d)", " "))
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
