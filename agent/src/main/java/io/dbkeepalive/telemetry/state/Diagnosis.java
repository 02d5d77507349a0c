package io.dbkeepalive.telemetry.state;

import static io.dbkeepalive.telemetry.events.EventType.BREAKER_OPENED;
import static io.dbkeepalive.telemetry.events.EventType.CALL_REFUSED;
import static io.dbkeepalive.telemetry.events.EventType.COMPETING_MACHINERY;
import static io.dbkeepalive.telemetry.events.EventType.CONNECTION_HEALED;
import static io.dbkeepalive.telemetry.events.EventType.CONNECT_REFUSED;
import static io.dbkeepalive.telemetry.events.EventType.HEAL_FAILED;
import static io.dbkeepalive.telemetry.events.EventType.IDLE_DEATH;
import static io.dbkeepalive.telemetry.events.EventType.LOGIN_REFUSED;
import static io.dbkeepalive.telemetry.events.EventType.TIME_OUT_NOT_SET;

import io.dbkeepalive.telemetry.Spans;
import io.dbkeepalive.telemetry.events.EventType;
import io.dbkeepalive.telemetry.state.ConnectionState.At;
import io.dbkeepalive.telemetry.state.Finding.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Says whether the database, the network, the settings or the application is at fault, from what is
 * known of one database. Of one thread.
 */
final class Diagnosis {
  /** What has happened before this needs nobody any more. */
  private static final Duration LATELY = Duration.ofMinutes(15);

  private static final long STANDSTILL = TimeUnit.SECONDS.toNanos(30);

  private final DatabaseState of;
  private final Instant now;
  private final List<Finding> findings = new ArrayList<>();

  private Diagnosis(DatabaseState of, Instant now) {
    this.of = of;
    this.now = now;
  }

  /**
   * @param now as that of the events
   * @return the most urgent first; empty if all is well
   */
  static List<Finding> of(DatabaseState database, Instant now) {
    Diagnosis diagnosis = new Diagnosis(database, now);
    diagnosis.login();
    diagnosis.reach();
    diagnosis.holders();
    diagnosis.agent();
    diagnosis.losses();
    diagnosis.settings();
    return diagnosis.findings;
  }

  /** The password was changed under the application, and nothing was opened or healed since. */
  private void login() {
    RecentEvent refused = newest(LOGIN_REFUSED);
    RecentEvent healed = newest(CONNECTION_HEALED);
    if (refused != null && (healed == null || healed.time.isBefore(refused.time))) {
      urgent(
          Fault.SETTINGS,
          "The database refuses the user and password of the application.",
          "Give the application the password of now and restart it, or undo the change.");
    }
  }

  private void reach() {
    if (of.health.up) {
      return;
    }
    switch (of.trouble) {
      case NOBODY_LISTENS:
        urgent(
            Fault.DATABASE,
            "Its machine answers, but nothing listens at that port: the database does not run.",
            "Start the database. The application goes on by itself then, without a restart.");
        break;
      case NAME_UNKNOWN:
        urgent(
            Fault.NETWORK,
            "The name of its host is not known.",
            "Look the name up from this machine. If that works, the JVM has kept a wrong answer.");
        break;
      case NO_ROUTE:
        urgent(
            Fault.NETWORK,
            "There is no way to its host.",
            "Look at routes, firewalls and security groups between this machine and the database.");
        break;
      case NO_ANSWER:
        urgent(
            Fault.NETWORK,
            "Nothing answers at its address: a firewall drops what is sent, or the machine is off.",
            "Try its port from this machine and from another one. If nobody gets an answer, the"
                + " machine is off or hangs.");
        break;
      default:
        urgent(
            Fault.DATABASE,
            "It cannot be connected to: " + of.health.reason + ".",
            "Read the exception in heal-failed below, and the log of the database.");
    }
  }

  private void holders() {
    if (of.leaks() > 0) {
      found(
          Fault.APPLICATION,
          "Taken, and not given back: " + connections(of.leaks()) + ".",
          "connection-leak below names the code that took them.");
    }
    if (newest(CONNECT_REFUSED) != null) {
      urgent(
          Fault.APPLICATION,
          "It wants more connections than its share of max-connections.",
          "connect-refused below says who holds them. Raise max-connections only if the database"
              + " can take it.");
    }
    if (of.health.up && of.hasLongCall()) {
      found(
          Fault.APPLICATION,
          "A call has run for " + Spans.text(of.longestCallNanos) + ", on a database that answers.",
          "Look in the database for the statement: it is slow, or waits for a lock of another.");
    }
    if (newest(EventType.CALL_STALLED) != null) {
      found(
          Fault.NETWORK,
          "A call got no answer for stall-timeout.",
          "call-stalled below names it; it is ended if its answer is proven not to come.");
    }
  }

  private void agent() {
    if (of.countedNanosAgo > STANDSTILL) {
      urgent(
          Fault.AGENT,
          "The agent has not looked for " + Spans.text(of.countedNanosAgo) + ".",
          "The JVM stands still or starves: look at its garbage collection and its CPU limit.");
    } else if (!of.isCovered()) {
      found(
          Fault.AGENT,
          "Only " + Math.round(100 * of.coverage) + " % of idle connections were pinged in time.",
          "Look for slow answers of the database, and for a JVM that starves.");
    }
  }

  private void losses() {
    RecentEvent refused = newest(CALL_REFUSED);
    if (refused != null) {
      found(
          Fault.APPLICATION,
          "It was told of calls whose outcome nobody can know, or of state that was lost.",
          "call-refused below says which. Whether such a call took effect, its data must tell.");
    }
    boolean healed = of.health.up && newest(CONNECTION_HEALED) != null;
    if (healed && (newest(HEAL_FAILED) != null || newest(BREAKER_OPENED) != null)) {
      found(
          Fault.DATABASE,
          "It was away, and is back; its connections are healed.",
          "Nothing now. Find out from the log of the database why.");
    } else if (healed && newest(IDLE_DEATH) != null) {
      found(
          Fault.NETWORK,
          "Something ends connections that are idle; they are healed, and pinged more often now.",
          "Nothing tonight. Then look for the time-out of the server, or of what is on the way:"
              + " idle-death below says after how much idleness.");
    } else if (healed) {
      found(
          Fault.DATABASE,
          "Connections were lost, and are healed: a restart, a failover, or resets on the way.",
          "Nothing, if somebody has restarted it. Else read the log of the database.");
    }
    if (of.health.up && of.connections.get(At.LOST) > 0) {
      found(
          Fault.APPLICATION,
          "Lost, until their next call: " + connections(of.connections.get(At.LOST)) + ".",
          "Nothing: what they held must be told to the code that uses them.");
    }
  }

  private void settings() {
    if (!of.watchedOnly.isEmpty()) {
      found(
          Fault.SETTINGS,
          "Watched only, not healed, for the driver was in use before the agent came: "
              + connections(of.watchedOnly.size())
              + ".",
          "Restart the JVM with -javaagent when it may be restarted.");
    }
    if (newest(COMPETING_MACHINERY) != null) {
      found(
          Fault.SETTINGS,
          "Something else reconnects or retries between the application and this database.",
          "competing-machinery below names it and the remedy.");
    }
    if (newest(TIME_OUT_NOT_SET) != null) {
      found(
          Fault.SETTINGS,
          "A time-out of the options is not in force.",
          "time-out-not-set below says which, and why.");
    }
  }

  private static String connections(long number) {
    return number + (number == 1 ? " connection" : " connections");
  }

  private RecentEvent newest(EventType type) {
    for (RecentEvent event : of.events) {
      if (event.event.equals(type.toString())
          && Duration.between(event.time, now).compareTo(LATELY) < 0) {
        return event;
      }
    }
    return null;
  }

  private void urgent(Fault fault, String what, String todo) {
    findings.add(new Finding(fault, true, what, todo));
  }

  private void found(Fault fault, String what, String todo) {
    findings.add(new Finding(fault, false, what, todo));
  }
}
