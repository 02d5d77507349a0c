package io.dbkeepalive.demo;

import io.dbkeepalive.demo.shop.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** One run of the shop through all disturbances. */
final class Run {
  private static final Duration LIMIT_OF_START = Duration.ofSeconds(60);
  private static final Duration LIMIT_OF_STOP = Duration.ofSeconds(60);

  private final DemoDatabase database;
  private final Arguments arguments;
  private final Progress progress;
  private final Cleanup cleanup;

  Run(DemoDatabase database, Arguments arguments, Progress progress, Cleanup cleanup) {
    this.database = database;
    this.arguments = arguments;
    this.progress = progress;
    this.cleanup = cleanup;
  }

  /**
   * Runs it, on new tables.
   *
   * @param agent empty for a run without it
   * @throws Exception if the demo itself fails; what fails in the shop is in the result
   */
  RunResult go(Optional<Path> agent) throws Exception {
    String label = agent.isPresent() ? "with agent" : "without agent";
    ServerUrl url = database.shopUrl();
    Books books = new Books();
    try (ShopTables tables = cleanup.closeLater(new ShopTables(database));
        Proxy proxy = new Proxy(url.host(), url.port())) {
      progress.now(label + ": opening the shop", books);
      tables.create();
      Settings settings =
          new Settings(
              url.at("127.0.0.1", proxy.port()).jdbc(),
              database.login().user(),
              database.login().password(),
              tables.prefix(),
              tables.reportSize());
      Path log = arguments.logs().resolve("shop-" + label.replace(' ', '-') + ".log");
      Files.createDirectories(arguments.logs());
      Map<Disturbance, Long> failedBy;
      try (ShopProcess shop = cleanup.closeLater(new ShopProcess(settings, agent, log, books))) {
        shop.await("ready", LIMIT_OF_START);
        ShopSessions sessions = new ShopSessions(database, proxy);
        failedBy = disturb(new Stage(shop, proxy, database, sessions), label, books);
        progress.now(label + ": closing the shop", books);
        shop.stop(LIMIT_OF_STOP);
      }
      return new RunResult(
          books.statements(),
          books.failed(),
          failedBy,
          Audit.compare(books.confirmed(), tables.orders()),
          books.heals(),
          books.slowest(),
          log);
    }
  }

  /** Returns how many statements failed from each disturbance to the next. */
  private Map<Disturbance, Long> disturb(Stage stage, String label, Books books) throws Exception {
    Map<Disturbance, Long> failedBy = new EnumMap<>(Disturbance.class);
    Duration trade = Duration.ofSeconds(arguments.seconds());
    progress.now(label + ": trading", books);
    stage.shop().run(trade);
    for (Disturbance disturbance : Disturbance.values()) {
      progress.now(label + ": " + disturbance.title(), books);
      long before = books.failed();
      boolean struck = true;
      try {
        disturbance.strike(stage);
      } catch (CannotDisturb e) {
        progress.say(label + ": skipped " + disturbance.title() + ": " + e.getMessage());
        struck = false;
      }
      stage.shop().run(trade);
      if (struck) {
        failedBy.put(disturbance, books.failed() - before);
      }
    }
    return failedBy;
  }
}
