package io.dbkeepalive.commandline.doctor;

import java.util.function.Function;

/** What may be wrong with the JVM and its agent. Each answers null where all is well. Stateless. */
enum JvmRules implements Function<Facts, Finding> {
  DNS_CACHE {
    @Override
    public Finding apply(Facts facts) {
      int seconds = number(facts.jvm.get("dns-cache-ttl"));
      if (seconds >= 0 && seconds <= MOST_DNS_SECONDS) {
        return null;
      }
      return Finding.warn(
          "dns-cache",
          JVM,
          "networkaddress.cache.ttl=" + (seconds < 0 ? seconds + " (for ever)" : seconds + " s"),
          "after a failover that changes where the database's name leads to, new connections still"
              + " go to the old address",
          "set networkaddress.cache.ttl=30 in the runtime's java.security, or by"
              + " Security.setProperty before the first look-up");
    }
  },

  OBSERVES {
    @Override
    public Finding apply(Facts facts) {
      return facts.isEnabled
          ? null
          : Finding.warn(
              "only-looks-on",
              JVM,
              "the agent is switched off, or recovery=observe",
              "nothing is pinged and nothing is healed",
              "run enable, or start the JVM without recovery=observe");
    }
  },

  DEFECTS {
    @Override
    public Finding apply(Facts facts) {
      return facts.agentErrors == 0
          ? null
          : Finding.warn(
              "agent-errors",
              JVM,
              facts.agentErrors + " defects of the agent",
              "calls that met one ran as without the agent: they were not healed",
              "report the agent-error lines of the log");
    }
  },

  WRONG_OPTION {
    @Override
    public Finding apply(Facts facts) {
      return facts.hasEvent("option-wrong")
          ? Finding.warn(
              "option-wrong",
              JVM,
              "an option that is not known or not valid",
              "its default is used in its place",
              "see the option-wrong lines of the log; strict=true refuses to start")
          : null;
    }
  },

  DRIVER_IN_USE {
    @Override
    public Finding apply(Facts facts) {
      return facts.hasEvent("driver-in-use")
          ? Finding.warn(
              "driver-in-use",
              JVM,
              "the agent was attached after a driver had been in use",
              "that driver's connections are left alone, those opened later too",
              "restart the JVM with -javaagent:dbkeepalive.jar")
          : null;
    }
  },

  HIDDEN_POOL {
    @Override
    public Finding apply(Facts facts) {
      return facts.pools.isEmpty()
              && facts.databases.stream().anyMatch(each -> !each.setting("pool").isEmpty())
          ? Finding.info(
              "pool-hidden",
              JVM,
              "a pool whose settings cannot be read",
              "its lifetimes cannot be compared with the server's limits",
              "let it register its beans (HikariCP: registerMbeans=true; Tomcat JDBC:"
                  + " jmxEnabled=true; DBCP: jmxName)")
          : null;
    }
  };

  static final String JVM = "JVM";

  /** An address that is wrong for longer than breakers stay open, and requests wait. */
  static final int MOST_DNS_SECONDS = 60;

  private static int number(String text) {
    try {
      return text == null ? 0 : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0; // nothing that the JDK takes either
    }
  }
}
