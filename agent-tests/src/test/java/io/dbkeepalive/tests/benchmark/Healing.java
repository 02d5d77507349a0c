package io.dbkeepalive.tests.benchmark;

import java.util.List;

/** {@link Heals} in all ways. */
final class Healing implements Part {
  private final Figures figures;
  private final List<Server> servers;

  Healing(Figures figures, List<Server> servers) {
    this.figures = figures;
    this.servers = servers;
  }

  @Override
  public String name() {
    return "healing";
  }

  @Override
  public void round() throws Exception {
    for (Server server : servers) {
      for (Heals.Way way : ways(server)) {
        Contestant who = way == Heals.Way.HEALED ? Contestant.AGENT : Contestant.BARE;
        Child.run(
                who,
                Heals.class,
                way,
                server.name(),
                server.host(),
                server.port(),
                server.user(),
                server.password())
            .forEach((cut, nanos) -> figures.add(key(server, way), who, nanos));
      }
    }
  }

  private static List<Heals.Way> ways(Server server) {
    return server == Server.MYSQL
        ? List.of(Heals.Way.values())
        : List.of(Heals.Way.HEALED, Heals.Way.OPENED, Heals.Way.POOLED);
  }

  @Override
  public String report() {
    Table table = new Table("server", "by", "median ms", "p99 ms", "median over bare");
    for (Server server : servers) {
      double bare = millis(server, Heals.Way.OPENED, 0.5);
      for (Heals.Way way : ways(server)) {
        double median = millis(server, way, 0.5);
        table.row(
            server.toString(),
            Heals.label(way),
            Figures.format("%.2f", median),
            Figures.format("%.2f", millis(server, way, 0.99)),
            Figures.format("%.2f", median / bare));
      }
    }
    return """
        ## Time to heal
        From a reset of the connection to the row of the next call, 50 times in each JVM, by way of a proxy (`Heals`). What it needs is a new
        connection, the statement, and the round trip of the query; who opens a connection himself has just these.

        """
        + table;
  }

  private double millis(Server server, Heals.Way way, double per) {
    Contestant who = way == Heals.Way.HEALED ? Contestant.AGENT : Contestant.BARE;
    return figures.quantile(key(server, way), who, per) / 1e6;
  }

  private static String key(Server server, Heals.Way way) {
    return server + " " + way;
  }
}
