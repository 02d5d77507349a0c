package io.dbkeepalive.demo;

import java.time.Duration;

/** What happens to the shop's connections, in this order, in each of the two runs. */
enum Disturbance {
  IDLE("idle past wait_timeout (3 s)") {
    @Override
    void strike(Stage stage) throws Exception {
      stage.hold();
      Thread.sleep(Duration.ofMillis(4_500).toMillis());
      stage.release();
    }
  },

  KILL_IDLE("KILL of every connection") {
    @Override
    void strike(Stage stage) throws Exception {
      stage.hold();
      try {
        stage.sessions().killAll();
        stage.letThink();
      } finally {
        stage.release();
      }
    }
  },

  KILL_READING("KILL during a slow read") {
    @Override
    void strike(Stage stage) throws Exception {
      stage.hold();
      stage.killReports();
    }
  },

  RESTART("server restart, 5 s down") {
    @Override
    void strike(Stage stage) throws Exception {
      if (!stage.database().isOfDemo()) {
        throw new CannotDisturb("the demo does not restart a server that is not its own");
      }
      stage.hold();
      stage.proxy().refuse();
      stage.database().stopServer();
      long down = System.nanoTime();
      stage.letThink();
      // the shop meets a server that is down, not one that has just come back
      stage.release();
      Thread.sleep(Duration.ofSeconds(5).minusNanos(System.nanoTime() - down).toMillis());
      stage.database().startServer();
      stage.proxy().accept();
    }
  },

  RESET("TCP reset by a proxy") {
    @Override
    void strike(Stage stage) throws Exception {
      stage.hold();
      stage.proxy().resetAll();
      stage.letThink();
      stage.release();
    }
  };

  private final String title;

  Disturbance(String title) {
    this.title = title;
  }

  /** What to call it, at most 32 characters. */
  String title() {
    return title;
  }

  /**
   * Does it, and lets the shop go on.
   *
   * @throws CannotDisturb if that is not possible here; the shop goes on
   * @throws Exception if the demo itself fails
   */
  abstract void strike(Stage stage) throws Exception;
}
