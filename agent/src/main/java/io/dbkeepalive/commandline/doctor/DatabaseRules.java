package io.dbkeepalive.commandline.doctor;

import java.util.function.BiFunction;

/**
 * What may be wrong with the connections to a database. Each answers null where all is well.
 * Stateless.
 */
enum DatabaseRules implements BiFunction<DatabaseFacts, Facts, Finding> {
  READ_TIME_OUT {
    @Override
    public Finding apply(DatabaseFacts database, Facts facts) {
      boolean missing = database.setting("read-timeout").equals("0");
      return missing && overNetwork(database) && facts.isOff("stall-timeout")
          ? Finding.warn(
              "read-timeout-missing",
              database.name,
              "no socket time-out, and stall-timeout=off",
              "a call whose answer cannot come, for the server's machine or the network is gone,"
                  + " waits for minutes or for ever",
              "give the agent stall-timeout=10s, which ends no slow call, or read-timeout=, which"
                  + " ends all that are slower")
          : null;
    }
  },

  /** Connector/J's default is 0; MariaDB Connector/J's is 30 s, pgjdbc's 10 s. */
  CONNECT_TIME_OUT {
    @Override
    public Finding apply(DatabaseFacts database, Facts facts) {
      return database.setting("connect-timeout").equals("not set")
              && database.setting("class").startsWith("com.mysql.")
              && facts.isOff("connect-timeout")
          ? Finding.warn(
              "connect-timeout-missing",
              database.name,
              "connectTimeout is not set, by default 0 (none)",
              "a connect to an address that does not answer takes the operating system's two"
                  + " minutes and more",
              "give the agent connect-timeout=5s, or the URL connectTimeout=5000")
          : null;
    }
  },

  NOT_PINGED {
    @Override
    public Finding apply(DatabaseFacts database, Facts facts) {
      if (database.isPinged() || !overNetwork(database)) {
        return null;
      }
      double limit = database.serverLimitSeconds();
      return Finding.warn(
          "not-pinged",
          database.name,
          "ping-interval=off or ping-exclude"
              + (Double.isInfinite(limit)
                  ? ""
                  : ", and the server ends sessions after " + limit + " s"),
          "what the server or a firewall ends is found when it is used next; what it held is lost",
          "leave ping-interval at auto");
    }
  },

  UNMANAGED {
    @Override
    public Finding apply(DatabaseFacts database, Facts facts) {
      return database.unmanaged == 0
          ? null
          : Finding.warn(
              "unmanaged",
              database.name,
              database.unmanaged + " connections that the agent leaves alone",
              "they are neither pinged nor healed",
              "the log's connection-unmanaged says why; where the agent was attached, restart the"
                  + " JVM with -javaagent");
    }
  };

  private static boolean overNetwork(DatabaseFacts database) {
    return database.name.contains("://") || database.name.startsWith("oracle:");
  }
}
