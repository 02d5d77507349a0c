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
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Shows the agent to people. Counts from the start; what an application could notice waits, see
 * {@link Patience}, and runs on a thread of its own. Thread-safe.
 */
public final class Operations {
  private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Options options;
  private final Model model;
  private final Rounds rounds = new Rounds("dbkeepalive-operations", this::round);

  private final Patience patience = new Patience(System.nanoTime());

  /** Null before their time, and in a runtime without JMX. Of the thread of the rounds. */
  private Beans beans;

  /** Whether they were tried; nobody tries again. Of the thread of the rounds, both. */
  private boolean areBeansTried;

  private boolean isServerTried;

  /** Spares most connections the lock of patience. */
  private volatile boolean isConnected;

  /** Of the thread of the rounds, both. */
  private final Alerts alerts;

  private final Summary summary = new Summary(System.nanoTime());

  /** Null without one. */
  private final Webhook webhook;

  private Operations(Options options, String version, Model model) {
    this.options = options;
    this.alerts = new Alerts(TimeUnit.MILLISECONDS.toNanos(options.alertCooldownMillis()));
    this.model = model;
    this.webhook =
        options.alertWebhook() == null ? null : new Webhook(options.alertWebhook(), version);
  }

  /**
   * @param started when the agent did, by {@code System.nanoTime}
   */
  public static Operations install(
      Options options, String version, long started, Control control, StateSource... sources) {
    Databases databases = new Databases(sources);
    Model model = new Model(version, options, databases, control, System::nanoTime, started);
    Operations operations = new Operations(options, version, model);
    EventStream.listenFromTheStart(databases);
    EventStream.listen(operations::begin);
    if (operations.webhook != null) {
      EventStream.listen(operations.webhook);
    }
    if (options.admin() != null) {
      operations.rounds.wake();
    }
    return operations;
  }

  /** Without waiting for a connection: somebody wants to see. Never throws. */
  public void show() {
    patience.asked();
    rounds.wake();
  }

  private void begin(Event event) {
    if (event.type() == EventType.CONNECTION_OPENED && !isConnected) {
      isConnected = true;
      patience.connected(System.nanoTime());
      rounds.wake();
    }
  }

  private long round() {
    long now = System.nanoTime();
    showBeans(now);
    startServer(now);
    model.remember();
    List<DatabaseState> databases = model.databases();
    alerts.look(databases, now);
    summary.look(databases, now);
    if (webhook != null) {
      webhook.look(now);
    }
    return ROUND_NANOS;
  }

  private void showBeans(long now) {
    if (!areBeansTried && patience.isJmxTime(now)) {
      areBeansTried = true;
      try {
        beans = new Beans(model);
      } catch (LinkageError e) { // a runtime without java.management
        AgentEvents.jmxMissing("all", e);
      }
    }
    if (beans != null) {
      beans.show();
    }
  }

  private void startServer(long now) {
    InetSocketAddress wanted = options.admin();
    if (wanted == null || isServerTried || !patience.isHttpTime(now)) {
      return;
    }
    isServerTried = true;
    try {
      AdminServer.start(options, model);
    } catch (LinkageError e) {
      AdminEvents.unusable(
          wanted.getHostString() + ":" + wanted.getPort(),
          "run on a Java runtime with the module jdk.httpserver",
          e);
    }
  }
}
