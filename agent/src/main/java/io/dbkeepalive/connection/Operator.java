package io.dbkeepalive.connection;

import io.dbkeepalive.telemetry.events.AgentEvents;
import io.dbkeepalive.telemetry.state.Checked;
import io.dbkeepalive.telemetry.state.ConnectionState;
import io.dbkeepalive.telemetry.state.Control;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What people can make the agent do. Thread-safe. */
public final class Operator implements Control {
  private static final long MOST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Environment environment;
  private final long waitNanos;

  public Operator(Environment environment) {
    this.environment = environment;
    long ping = TimeUnit.MILLISECONDS.toNanos(environment.options.pingTimeoutMillis());
    this.waitNanos = Math.min(MOST_WAIT_NANOS, ping + TimeUnit.SECONDS.toNanos(2));
  }

  @Override
  public boolean isEnabled() {
    return !environment.observes();
  }

  @Override
  public void enable(boolean on) {
    if (isEnabled() == on) {
      return;
    }
    environment.enable(on);
    if (on && isEnabled()) {
      AgentEvents.enabled("an operator");
    } else if (!on) {
      AgentEvents.disabled("an operator");
    }
  }

  @Override
  public Checked ping(String database) {
    try {
      return environment.sweeper.ping(database, waitNanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Checked(0, 0, 0);
    }
  }

  @Override
  public Checked recover(String database) {
    try {
      environment.sweeper.ping(database, waitNanos);
      environment.recovery.tryNow(database, System.nanoTime() + waitNanos);
      return environment.sweeper.heal(database, waitNanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Checked(0, 0, 0);
    }
  }

  @Override
  public List<ConnectionState> connections(String database, int most) {
    return environment.sweeper.connections(database, most);
  }
}
