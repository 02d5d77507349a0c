package io.dbkeepalive.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.bootstrap.Dispatch;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows between packages, read from what the compiler made. */
class ArchitectureTest {
  private static final String FIXTURE = Arrows.ROOT + "architecture/fixture/LooksLeft";

  @Test
  void packagesNameOnlyPackagesToTheirRight() throws Exception {
    List<String> found = new ArrayList<>();
    classesBeside(Dispatch.class)
        .forEach((name, code) -> found.addAll(Arrows.violations(name, References.of(code))));

    assertEquals(List.of(), found, String.join("\n", found));
  }

  @Test
  void nothingIsLeftUnread() throws Exception {
    Set<String> packages =
        classesBeside(Dispatch.class).keySet().stream()
            .map(name -> name.substring(Arrows.ROOT.length()).split("/", 2)[0])
            .collect(Collectors.toSet());

    assertEquals(
        Set.of(
            "agent",
            "bootstrap",
            "commandline",
            "config",
            "connection",
            "dialect",
            "instrumentation",
            "recovery",
            "telemetry"),
        packages);
    assertTrue(classesBeside(Dispatch.class).size() > 100);
  }

  @Test
  void referencesAreFoundHoweverTheyAreMade() throws Exception {
    Set<String> references = References.of(classesBeside(ArchitectureTest.class).get(FIXTURE));

    assertTrue(
        references.containsAll(
            Set.of(
                "java/sql/Connection",
                "io/dbkeepalive/connection/Opener",
                "io/dbkeepalive/agent/LooksLeftTarget",
                "java/util/List",
                "java/lang/Object")),
        references::toString);
  }

  /** The fixture as if it stood in each package: how many of its references are wrong there. */
  @ParameterizedTest
  @CsvSource({
    "bootstrap/A, java/sql/Connection",
    "bootstrap/A, io/dbkeepalive/connection/Opener",
    "bootstrap/A, io/dbkeepalive/agent/LooksLeftTarget",
    "agent/A, java/sql/Connection",
    "agent/A, io/dbkeepalive/connection/Opener",
    "instrumentation/weaving/A, java/sql/Connection",
    "instrumentation/weaving/A, io/dbkeepalive/connection/Opener",
    "recovery/A, io/dbkeepalive/connection/Opener",
    "recovery/sql/A, io/dbkeepalive/connection/Opener",
    "dialect/A, io/dbkeepalive/connection/Opener",
    "telemetry/log/A, io/dbkeepalive/connection/Opener",
    "config/A, io/dbkeepalive/connection/Opener",
    "connection/A, io/dbkeepalive/agent/LooksLeftTarget",
    "newcomer/A, io/dbkeepalive/connection/Opener"
  })
  void wrongReferenceIsNamed(String where, String reference) throws Exception {
    Set<String> references = References.of(classesBeside(ArchitectureTest.class).get(FIXTURE));

    List<String> found = Arrows.violations(Arrows.ROOT + where, references);

    String start = Arrows.ROOT + where + " names " + reference + ": ";
    assertTrue(found.stream().anyMatch(line -> line.startsWith(start)), found::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "instrumentation/A, connection/B, true",
    "instrumentation/A, recovery/sql/B, true",
    "connection/A, instrumentation/B, false",
    "commandline/A, connection/B, false",
    "commandline/jvm/A, telemetry/jmx/B, true",
    "telemetry/A, commandline/B, false",
    "connection/A, recovery/B, true",
    "recovery/A, connection/B, false",
    "recovery/A, dialect/B, true",
    "recovery/sql/A, dialect/B, true",
    "dialect/A, recovery/B, false",
    "dialect/A, recovery/sql/B, false",
    "telemetry/A, recovery/B, false",
    "recovery/A, telemetry/B, true",
    "config/A, telemetry/B, false",
    "telemetry/log/A, config/B, true",
    "connection/A, bootstrap/B, true",
    "instrumentation/weaving/A, bootstrap/B, true",
    "instrumentation/weaving/A, instrumentation/B, false",
    "bootstrap/A, bootstrap/B, true"
  })
  void arrowsPointToTheRight(String from, String to, boolean allowed) {
    List<String> found = Arrows.violations(Arrows.ROOT + from, Set.of(Arrows.ROOT + to));

    assertEquals(allowed, found.isEmpty(), found::toString);
  }

  private static Map<String, byte[]> classesBeside(Class<?> type)
      throws IOException, URISyntaxException {
    Path root = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    Map<String, byte[]> classes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = root.relativize(file).toString().replace('\\', '/');
        if (name.endsWith(".class")) {
          classes.put(name.substring(0, name.length() - 6), Files.readAllBytes(file));
        }
      }
    }
    return classes;
  }
}
