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
            .forEach((what, value) -> figures.add(server + " open " + what, who, value));
      }
    }
  }

  @Override
  public String report() {
    Table table = new Table("server", "bare ms", "woven ms", "ratio", "ratio of medians");
    for (Server server : servers) {
      String tenth = server + " open tenth";
      table.row(
          server.toString(),
          Figures.format("%.2f", figures.median(tenth, Contestant.BARE) / 1e6),
          Figures.format("%.2f", figures.median(tenth, Contestant.AGENT) / 1e6),
          figures.ratio(tenth, Contestant.AGENT),
          figures.ratio(server + " open median", Contestant.AGENT));
    }
    return """
        ## A new connection
        Opened and closed; the time that a tenth of 150 in each JVM stay below, and the ratio of their medians (`Opens`).

        """
        + table;
  }
}
