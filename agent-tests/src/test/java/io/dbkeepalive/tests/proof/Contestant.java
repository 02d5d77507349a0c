package io.dbkeepalive.tests.proof;

import io.dbkeepalive.tests.support.JdbcDriver;

/** Who looks after the connections. */
enum Contestant {
  AGENT("dbkeepalive"),
  NOBODY("nobody"),
  AUTO_RECONNECT("`autoReconnect=true`") {
    @Override
    boolean knows(JdbcDriver driver) {
      return driver == JdbcDriver.CONNECTOR_J;
    }

    @Override
    String url(String url) {
      return url + "&autoReconnect=true";
    }
  },
  /** Which the driver does for the URLs of its high-availability modes only. */
  TRANSACTION_REPLAY("`transactionReplay=true`") {
    @Override
    boolean knows(JdbcDriver driver) {
      return driver == JdbcDriver.MARIADB_CONNECTOR_J;
    }

    @Override
    String url(String url) {
      return url.replace("jdbc:mariadb:", "jdbc:mariadb:sequential:") + "&transactionReplay=true";
    }
  };

  final String label;

  Contestant(String label) {
    this.label = label;
  }

  boolean knows(JdbcDriver driver) {
    return true;
  }

  /** The URL by which the contestant is asked for. */
  String url(String url) {
    return url;
  }
}
