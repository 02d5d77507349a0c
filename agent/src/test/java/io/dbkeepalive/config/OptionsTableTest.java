package io.dbkeepalive.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps the documented table and the one in code from drifting apart. */
class OptionsTableTest {
  @Test
  void documentedTableIsTheOneInCode() throws IOException {
    List<String> documented =
        Files.readAllLines(repositoryRoot().resolve("docs/options.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .collect(Collectors.toList());
    List<String> inCode =
        Arrays.stream(Option.values()).map(OptionsTableTest::row).collect(Collectors.toList());

    assertEquals(
        String.join("\n", inCode),
        String.join("\n", documented),
        "replace the table in docs/options.md by the expected rows");
  }

  private static String row(Option option) {
    String value = option.defaultText() == null ? "–" : option.defaultText();
    // in a cell a bare bar would end it, and stars would start emphasis
    String accepted = option.form().accepted().replace("|", "\\|").replace("*", "\\*");
    return "| `"
        + option.key()
        + "` | "
        + value
        + " | "
        + option.meaning()
        + ". Accepted: "
        + accepted
        + " |";
  }

  /** The nearest directory upwards that holds the documentation: Maven runs tests in the module. */
  private static Path repositoryRoot() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("docs/options.md"))) {
      directory = directory.getParent();
      if (directory == null) {
        throw new AssertionError("no docs/options.md above " + Path.of("").toAbsolutePath());
      }
    }
    return directory;
  }
}
