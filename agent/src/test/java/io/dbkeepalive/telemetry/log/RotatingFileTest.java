package io.dbkeepalive.telemetry.log;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingFileTest {
  private static final int LIMIT = 100;

  @TempDir private Path directory;

  private RotatingFile open() throws IOException {
    return new RotatingFile(directory.resolve("agent.log").toFile(), LIMIT, 3);
  }

  /** Twenty bytes. */
  private static void write(RotatingFile file, int number) throws IOException {
    file.write(String.format("line %014d\n", number).getBytes(US_ASCII));
  }

  /** Of the file itself, and of those that were put aside. */
  private List<Integer> numbers(int aside) throws IOException {
    Path file = directory.resolve(aside == 0 ? "agent.log" : "agent.log." + aside);
    List<Integer> numbers = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      numbers.add(Integer.parseInt(line.substring(5)));
    }
    return numbers;
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    }
  }

  @Test
  void fullFilesArePutAsideAndTheOldestGo() throws IOException {
    try (RotatingFile file = open()) {
      for (int i = 0; i < 33; i++) {
        write(file, i);
      }
    }
    assertEquals(List.of(30, 31, 32), numbers(0));
    assertEquals(List.of(25, 26, 27, 28, 29), numbers(1));
    assertEquals(List.of(15, 16, 17, 18, 19), numbers(3));
    assertEquals(4, files());
  }

  @Test
  void whatWasThereCounts() throws IOException {
    try (RotatingFile file = open()) {
      write(file, 0);
      write(file, 1);
    }
    try (RotatingFile file = open()) {
      for (int i = 2; i < 6; i++) {
        write(file, i);
      }
    }
    assertEquals(List.of(5), numbers(0));
    assertEquals(List.of(0, 1, 2, 3, 4), numbers(1));
  }

  @Test
  void lineLargerThanAFileIsWrittenWhole() throws IOException {
    try (RotatingFile file = open()) {
      file.write(new byte[3 * LIMIT]);
      write(file, 1);
    }
    assertEquals(List.of(1), numbers(0));
    assertEquals(3 * LIMIT, Files.size(directory.resolve("agent.log.1")));
  }

  @Test
  void whoShareItLoseNothing() throws IOException {
    try (RotatingFile one = open();
        RotatingFile other = open()) {
      for (int i = 0; i < 12; i += 2) {
        write(one, i);
        write(other, i + 1);
      }
    }
    List<Integer> all = new ArrayList<>();
    for (int aside = (int) files() - 1; aside >= 0; aside--) {
      all.addAll(numbers(aside));
    }
    all.sort(null);
    assertEquals(Stream.iterate(0, i -> i + 1).limit(12).toList(), all);
  }

  /** A directory with something in it stands in the way. */
  @Test
  void whereItCannotBePutAsideItGrowsOn() throws IOException {
    Path blocker = Files.createDirectory(directory.resolve("agent.log.3"));
    Files.writeString(blocker.resolve("a file"), "in the way");
    Files.writeString(directory.resolve("agent.log.2"), "older");
    try (RotatingFile file = open()) {
      for (int i = 0; i < 20; i++) {
        write(file, i);
      }
    }
    assertEquals(20, numbers(0).size());
    assertTrue(Files.isDirectory(blocker));
  }
}
