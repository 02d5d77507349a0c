package io.dbkeepalive.tests.benchmark;

import io.dbkeepalive.tests.support.MarkedSection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Measures all parts, a round of each in turn, and writes the tables and the picture of the
 * document. Of a choice of parts it only prints.
 */
public final class Benchmarks {
  private Benchmarks() {}

  /**
   * @param arguments the document, the number of rounds, then parts by name, separated by commas,
   *     or nothing for all
   */
  public static void main(String[] arguments) throws Exception {
    Path document = Path.of(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    String chosen = arguments.length > 2 ? arguments[2] : "";
    Figures figures = new Figures();
    List<Part> parts =
        all(figures).stream()
            .filter(
                part ->
                    chosen.isEmpty()
                        || Set.copyOf(Arrays.asList(chosen.split(","))).contains(part.name()))
            .toList();
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("no part is called " + chosen);
    }
    Machine machine = new Machine(rounds);
    for (int i = 0; i < rounds; i++) {
      for (Part part : parts) {
        long start = System.nanoTime();
        part.round();
        System.out.printf(
            "round %d of %d, %s: %d s%n",
            i + 1, rounds, part.name(), (System.nanoTime() - start) / 1_000_000_000L);
      }
    }
    StringBuilder section = new StringBuilder(machine.describe());
    parts.forEach(part -> section.append('\n').append(part.report()));
    System.out.println(section);
    if (chosen.isEmpty()) {
      MarkedSection.of("benchmark").rewrite(document, section.toString());
      Files.writeString(
          document.resolveSibling("benchmarks.svg"), Picture.of(HealthyCalls.ON_H2, figures));
    }
    System.exit(0); // pools and servers have threads of their own
  }

  private static List<Part> all(Figures figures) throws Exception {
    List<Server> servers = Server.available();
    return List.of(
        new HealthyCalls(figures),
        new Loopback(figures, servers),
        new Borrowing(figures, servers),
        new Openings(figures, servers),
        new Healing(figures, servers),
        new StartUp(figures),
        new Memory(figures),
        new Scale(figures));
  }
}
