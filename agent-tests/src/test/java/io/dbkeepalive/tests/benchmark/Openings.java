package io.dbkeepalive.tests.benchmark;

import java.util.List;

/** {@link Opens}, without and with the agent. */
final class Openings implements Part {
  private final Figures figures;
  private final List<Server> servers;

  Openings(Figures figures, List<Server> servers) {
    this.figures = figures;
    this.servers = servers;
  }

  @Override
  public String name() {
    return "opening";
  }

  @Override
  public void round() throws Exception {
    for (Server server : servers) {
      for (Contestant who : List.of(Contestant.BARE, Contestant.AGENT)) {
        Child.run(who, Opens.class, who, server.url(), server.user(), server.password())
            .forEach((what, value) -> figures.add(key(server, what), who, value));
      }
    }
  }

  @Override
  public String report() {
    Table table =
        new Table(
            "server",
            "the first 60: bare ms",
            "ratio",
            "after 2,000: bare ms",
            "ratio",
            "ratio of medians");
    for (Server server : servers) {
      table.row(
          server.toString(),
          bareMillis(server, "first"),
          ratio(server, "first"),
          bareMillis(server, "tenth"),
          ratio(server, "tenth"),
          ratio(server, "median"));
    }
    return """
        ## A new connection
        Opened and closed again and again (`Opens`): the median of the first 60, when nothing is compiled yet; and when all is, after 2,000 others,
        the time that a tenth of 400 stay below, and the ratio of their medians.

        """
        + table;
  }

  private String bareMillis(Server server, String what) {
    return Figures.format("%.2f", figures.median(key(server, what), Contestant.BARE) / 1e6);
  }

  private String ratio(Server server, String what) {
    return figures.ratio(key(server, what), Contestant.AGENT);
  }

  private static String key(Server server, String what) {
    return server + " open " + what;
  }
}
