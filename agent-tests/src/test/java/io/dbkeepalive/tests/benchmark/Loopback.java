package io.dbkeepalive.tests.benchmark;

import java.util.List;
import java.util.Map;

/** {@link ServerCalls} of all contestants. */
final class Loopback implements Part {
  private final Figures figures;
  private final List<Server> servers;

  Loopback(Figures figures, List<Server> servers) {
    this.figures = figures;
    this.servers = servers;
  }

  @Override
  public String name() {
    return "servers";
  }

  @Override
  public void round() throws Exception {
    for (Server server : servers) {
      for (Contestant who : Contestant.thatKnow(server.url())) {
        Map<String, Double> said =
            Child.run(who, ServerCalls.class, who, server.url(), server.user(), server.password());
        said.forEach((what, value) -> figures.add(key(server, what), who, value));
      }
    }
  }

  @Override
  public String report() {
    Table table =
        new Table(
            "server",
            "beside",
            "µs",
            "ratio",
            "processor µs",
            "ratio",
            "statements in 10,000 calls",
            "bytes over bare");
    for (Server server : servers) {
      for (Contestant who : Contestant.thatKnow(server.url())) {
        boolean bare = who == Contestant.BARE;
        table.row(
            server.toString(),
            who.label,
            micros(server, "tenth", who),
            bare ? "" : figures.ratio(key(server, "tenth"), who),
            micros(server, "cpu", who),
            bare ? "" : figures.ratio(key(server, "cpu"), who),
            statements(server, who),
            bare ? "" : figures.over(key(server, "bytes"), who, "%.0f"));
      }
    }
    return """
        ## The same on servers of this machine
        10,000 calls in each JVM; the time is that which a tenth of them stay below, the processor time that of the calling thread. What the
        server has counted are statements and pings (PostgreSQL: transactions, in auto-commit mode the same); all rounds, least and most.

        """
        + table;
  }

  private String micros(Server server, String what, Contestant who) {
    return Figures.format("%.1f", figures.median(key(server, what), who) / 1_000);
  }

  private String statements(Server server, Contestant who) {
    String key = key(server, "statements");
    String least = Figures.format("%.0f", figures.least(key, who));
    String most = Figures.format("%.0f", figures.most(key, who));
    return least.equals(most) ? least : least + " to " + most;
  }

  private static String key(Server server, String what) {
    return server + " " + what;
  }
}
