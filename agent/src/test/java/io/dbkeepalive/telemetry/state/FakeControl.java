package io.dbkeepalive.telemetry.state;

import io.dbkeepalive.config.Options;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it was asked for. */
public final class FakeControl implements Control {
  public final List<String> asked = new ArrayList<>();

  private boolean enabled = true;

  /** With nobody behind it. */
  public static Model model(Databases databases) {
    return model(databases, new FakeControl());
  }

  public static Model model(Databases databases, FakeControl control) {
    return new Model(
        "1.2.3", Options.defaults(), databases, control, System::nanoTime, System.nanoTime());
  }

  @Override
  public boolean isEnabled() {
    return enabled;
  }

  @Override
  public synchronized void enable(boolean on) {
    enabled = on;
    asked.add(on ? "enable" : "disable");
  }

  @Override
  public synchronized Checked ping(String database) {
    asked.add("ping " + database);
    return new Checked(2, 0, 1);
  }

  @Override
  public synchronized Checked recover(String database) {
    asked.add("recover " + database);
    return new Checked(3, 1, 0);
  }

  @Override
  public synchronized Checked askLimits() {
    asked.add("limits");
    return new Checked(1, 0, 0);
  }

  @Override
  public List<ConnectionState> connections(String database, int most) {
    return List.of(
        new ConnectionState(7, ConnectionState.At.BUSY, 2_000_000_000, 500_000_000, 400_000_000));
  }
}
