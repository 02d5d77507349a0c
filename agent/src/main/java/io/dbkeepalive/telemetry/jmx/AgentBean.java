package io.dbkeepalive.telemetry.jmx;

import io.dbkeepalive.config.EffectiveOption;
import io.dbkeepalive.telemetry.events.Event;
import io.dbkeepalive.telemetry.json.Documents;
import io.dbkeepalive.telemetry.log.EventText;
import io.dbkeepalive.telemetry.log.Secrets;
import io.dbkeepalive.telemetry.metrics.MetricsPage;
import io.dbkeepalive.telemetry.rounds.Rounds;
import io.dbkeepalive.telemetry.state.Actions;
import io.dbkeepalive.telemetry.state.Model;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;

/** The agent as JMX shows it. Thread-safe. */
final class AgentBean extends NotificationBroadcasterSupport
    implements AgentMXBean, Consumer<Event> {
  private static final String PREFIX = "io.dbkeepalive.";

  /** Of listeners that are slow; what is more is not sent. */
  private static final int MOST_WAITING = 500;

  private final Model model;
  private final Actions actions;
  private final AtomicLong sequence = new AtomicLong();

  AgentBean(Model model) {
    super(
        sender(),
        new MBeanNotificationInfo(
            new String[] {PREFIX + "*"}, Notification.class.getName(), "what the log warns of"));
    this.model = model;
    this.actions = new Actions(model.control(), "jmx");
  }

  /** Listeners are other people's code: they never run on a thread of the application. */
  private static Executor sender() {
    return new ThreadPoolExecutor(
        0,
        1,
        1,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(MOST_WAITING),
        work -> Rounds.daemon(work, "dbkeepalive-notifier"),
        new ThreadPoolExecutor.DiscardPolicy());
  }

  @Override
  public void accept(Event event) {
    if (Notable.is(event)) {
      sendNotification(
          new Notification(
              PREFIX + event.type(),
              Beans.AGENT,
              sequence.incrementAndGet(),
              event.type() + " " + EventText.of(event)));
    }
  }

  @Override
  public String getVersion() {
    return model.version();
  }

  @Override
  public boolean isEnabled() {
    return model.control().isEnabled();
  }

  @Override
  public boolean isHealthy() {
    return model.isUp();
  }

  @Override
  public List<String> getDatabases() {
    return model.databases().stream().map(each -> each.name).collect(Collectors.toList());
  }

  @Override
  public Map<String, String> getOptions() {
    Map<String, String> options = new LinkedHashMap<>();
    for (EffectiveOption option : model.options()) {
      options.put(option.key, Secrets.mask(option.value) + " (" + option.origin + ")");
    }
    return options;
  }

  @Override
  public Map<String, String> getSettings() {
    return JvmSettings.all();
  }

  @Override
  public List<String> getRecentEvents() {
    return model.recentEvents().stream().map(Object::toString).collect(Collectors.toList());
  }

  @Override
  public long getAgentErrors() {
    return model.agentErrors();
  }

  @Override
  public double getUptimeSeconds() {
    return model.uptimeNanos() / 1e9;
  }

  @Override
  public String getDetails() {
    return Documents.details(model);
  }

  @Override
  public String getMetrics() {
    return new String(MetricsPage.of(model), StandardCharsets.UTF_8);
  }

  @Override
  public String ping() {
    return actions.ping(null).toString();
  }

  @Override
  public String recover() {
    return actions.recover(null).toString();
  }

  @Override
  public void enable() {
    actions.enable(true);
  }

  @Override
  public void disable() {
    actions.enable(false);
  }
}
