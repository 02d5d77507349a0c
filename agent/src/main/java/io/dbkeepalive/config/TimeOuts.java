package io.dbkeepalive.config;

/**
 * The time-outs for what the application has set none for, each in milliseconds or {@link
 * Options#OFF}. Immutable.
 */
public final class TimeOuts {
  public static final TimeOuts NONE =
      new TimeOuts(Options.OFF, Options.OFF, Options.OFF, Options.OFF);

  /** To connect: what the driver means by that, for each of several hosts. */
  public final long connectMillis;

  /** Of each read from the socket. */
  public final long readMillis;

  /** Of one execution of a statement. */
  public final long queryMillis;

  /** Of a wait for a lock at the server. */
  public final long lockMillis;

  /** All between a second and 24 hours, or off. */
  public TimeOuts(long connectMillis, long readMillis, long queryMillis, long lockMillis) {
    this.connectMillis = connectMillis;
    this.readMillis = readMillis;
    this.queryMillis = queryMillis;
    this.lockMillis = lockMillis;
  }

  /** Whether there is one that drivers take as a property. */
  public boolean concernDrivers() {
    return connectMillis != Options.OFF || readMillis != Options.OFF;
  }

  /** In whole seconds, rounded up: many drivers and servers know no others. */
  public static int seconds(long millis) {
    return (int) ((millis + 999) / 1_000);
  }
}
