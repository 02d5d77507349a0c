package io.dbkeepalive.telemetry;

import io.dbkeepalive.config.Options;
import io.dbkeepalive.telemetry.alert.Alerts;
import io.dbkeepalive.telemetry.alert.Summary;
import io.dbkeepalive.telemetry.alert.Webhook;
import io.dbkeepalive.telemetry.events.AdminEvents;
import io.dbkeepalive.telemetry.events.AgentEvents;
import io.dbkeepalive.telemetry.events.Event;
import io.dbkeepalive.telemetry.events.EventStream;
import io.dbkeepalive.telemetry.events.EventType;
import io.dbkeepalive.telemetry.http.AdminServer;
import io.dbkeepalive.telemetry.jmx.Beans;
import io.dbkeepalive.telemetry.rounds.Rounds;
import io.dbkeepalive.telemetry.state.Control;
import io.dbkeepalive.telemetry.state.DatabaseState;
import io.dbkeepalive.telemetry.state.Databases;
import io.dbkeepalive.telemetry.state.Model;
import io.dbkeepalive.telemetry.state.StateSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Shows the agent to people. Counts from the start; all that an application could notice waits for
 * its first connection, and runs on a thread of its own. Thread-safe.
 */
public final class Operations {
  private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Options options;
  private final Model model;
  private final Rounds rounds = new Rounds("dbkeepalive-operations", this::round);

  /** Null until the first connection, and in a runtime without JMX. Of the thread of the rounds. */
  private Beans beans;

  private boolean hasBegun;

  /** Null before. Who opens a connection first, and sets up its logging then, gets a second. */
  private Long firstRound;

  /** Of the thread of the rounds, both. */
  private final Alerts alerts;

  private final Summary summary = new Summary(System.nanoTime());

  private Operations(Options options, Model model) {
    this.options = options;
    this.alerts = new Alerts(TimeUnit.MILLISECONDS.toNanos(options.alertCooldownMillis()));
    this.model = model;
  }

  public static Operations install(
      Options options, String version, Control control, StateSource... sources) {
    Databases databases = new Databases(sources);
    Model model = new Model(version, options, databases, control, System::nanoTime);
    Operations operations = new Operations(options, model);
    EventStream.listen(databases);
    EventStream.listen(operations::begin);
    if (options.alertWebhook() != null) {
      EventStream.listen(new Webhook(options.alertWebhook(), version));
    }
    return operations;
  }

  /** As soon as it can, without waiting for a connection. Never throws. */
  public void show() {
    rounds.wake();
  }

  private void begin(Event event) {
    if (event.type() == EventType.CONNECTION_OPENED && !rounds.isRunning()) {
      rounds.wake();
    }
  }

  private long round() {
    long now = System.nanoTime();
    if (firstRound == null) {
      firstRound = now;
    }
    if (now - firstRound < ROUND_NANOS) {
      return ROUND_NANOS;
    }
    if (!hasBegun) {
      hasBegun = true;
      begin();
    }
    if (beans != null) {
      beans.show();
    }
    List<DatabaseState> databases = model.databases();
    alerts.look(databases, now);
    summary.look(databases, now);
    return ROUND_NANOS;
  }

  private void begin() {
    try {
      beans = new Beans(model);
    } catch (LinkageError e) { // a runtime without java.management
      AgentEvents.jmxMissing("all", e);
    }
    try {
      AdminServer.start(options, model);
    } catch (LinkageError e) {
      AdminEvents.unusable("any", "run on a Java runtime with the module jdk.httpserver", e);
    }
  }
}
