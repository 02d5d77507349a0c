package io.dbkeepalive.tests.benchmark;

import java.util.List;

/** {@link Borrows}, without and with the agent. */
final class Borrowing implements Part {
  private final Figures figures;
  private final List<Server> servers;

  Borrowing(Figures figures, List<Server> servers) {
    this.figures = figures;
    // Connector/J sends each setAutoCommit to its server
    this.servers = servers.stream().filter(server -> server != Server.MYSQL).toList();
  }

  @Override
  public String name() {
    return "borrow";
  }

  @Override
  public void round() throws Exception {
    for (Server server : servers) {
      for (Contestant who : List.of(Contestant.BARE, Contestant.AGENT)) {
        Child.run(who, Borrows.class, server.url(), server.user(), server.password())
            .forEach((what, value) -> figures.add(server + " " + what, who, value));
      }
    }
  }

  @Override
  public String report() {
    Table table = new Table("server", "what", "µs", "of these our look");
    for (Server server : servers) {
      double look =
          median(server, "answered-by-driver", Contestant.AGENT)
              - median(server, "answered-by-driver", Contestant.BARE);
      table.row(server + "", "our look before a call, its guard included", micros(look), "");
      for (String validated : List.of("hikari-validated", "dbcp-validated")) {
        double all = median(server, validated, Contestant.BARE);
        double validation = all - median(server, "hikari", Contestant.BARE);
        table.row(
            server + "",
            validated.startsWith("hikari")
                ? "HikariCP, `aliveBypassWindowMs=-1`"
                : "DBCP2, `testOnBorrow`",
            micros(all),
            Figures.format("1/%.0f", validation / look));
      }
      table.row(
          server + "",
          "HikariCP, which does not validate within half a second",
          micros(median(server, "hikari", Contestant.BARE)),
          "");
    }
    return """
        ## Validation
        What pools do at each borrow, and the agent before each call: it asks the kernel. Ours is the difference of a call that the driver
        answers itself with and without the agent; a pool's is what it takes over a borrow without validation (`Borrows`). With
        `aliveBypassWindowMs=0` HikariCP does not validate what came back within the same millisecond, so it is -1 here.

        """
        + table;
  }

  private double median(Server server, String what, Contestant who) {
    return figures.median(server + " " + what, who);
  }

  private static String micros(double nanos) {
    return Figures.format("%.2f", nanos / 1_000);
  }
}
