package io.dbkeepalive.commandline.doctor;

import java.util.function.BiFunction;

/** What may be wrong with a pool. Each answers null where all is well. Stateless. */
enum PoolRules implements BiFunction<Pool, Facts, Finding> {
  OUTLIVES_SERVER {
    @Override
    public Finding apply(Pool pool, Facts facts) {
      for (DatabaseFacts database : facts.databases) {
        double limit = database.serverLimitSeconds();
        boolean outlives = pool.lifetimeMillis == Pool.NONE || pool.lifetimeMillis / 1e3 > limit;
        if (!Double.isInfinite(limit) && outlives && !database.isPinged()) {
          return Finding.warn(
              "pool-outlives-server",
              pool.name,
              "connections live for "
                  + lifetime(pool)
                  + ", and "
                  + database.name
                  + " ends idle sessions after "
                  + (long) limit
                  + " s",
              "the pool hands out connections that the server has ended",
              "leave ping-interval at auto, or let connections live for less than that");
        }
      }
      return null;
    }
  },

  TESTS_ITSELF {
    @Override
    public Finding apply(Pool pool, Facts facts) {
      for (DatabaseFacts database : facts.databases) {
        if (pool.testMillis != Pool.NONE
            && database.isPinged()
            && pool.testMillis / 1e3 < database.pingIntervalSeconds) {
          return Finding.info(
              "pool-pings-too",
              pool.name,
              "tests idle connections each "
                  + pool.testMillis / 1_000
                  + " s, the agent each "
                  + (long) database.pingIntervalSeconds
                  + " s",
              "the agent's pings of idle connections in the pool are needless, those of borrowed"
                  + " ones are not",
              "either is enough: switch the pool's own test off");
        }
      }
      return null;
    }
  };

  private static String lifetime(Pool pool) {
    return pool.lifetimeMillis == Pool.NONE ? "ever" : pool.lifetimeMillis / 1_000 + " s";
  }
}
