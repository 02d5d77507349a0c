package io.dbkeepalive.telemetry.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps the documented table and the code from drifting apart. */
class EventTypeTest {
  private static final Pattern NAMES = Pattern.compile("`([a-z-]+)`");

  @Test
  void eachEventIsExplained() throws IOException {
    Set<String> documented = new TreeSet<>();
    Set<String> levels = new TreeSet<>();
    for (String line : Files.readAllLines(operations())) {
      String[] cells = line.split("\\|");
      if (cells.length == 4 && cells[2].trim().matches("debug|info|warn|error")) {
        Matcher names = NAMES.matcher(cells[1]);
        while (names.find()) {
          documented.add(names.group(1));
          levels.add(names.group(1) + " " + cells[2].trim());
        }
      }
    }
    assertEquals(
        Arrays.stream(EventType.values())
            .map(EventType::toString)
            .collect(Collectors.toCollection(TreeSet::new)),
        documented);
    assertEquals(
        Arrays.stream(EventType.values())
            .map(type -> type + " " + type.level().name().toLowerCase(java.util.Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new)),
        levels);
  }

  private static Path operations() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("docs/operations.md"))) {
      directory = directory.getParent();
    }
    return directory.resolve("docs/operations.md");
  }
}
