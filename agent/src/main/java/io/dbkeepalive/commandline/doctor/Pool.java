package io.dbkeepalive.commandline.doctor;

/** A pool of connections, as its own beans show it. Immutable. */
public final class Pool {
  /** A time that there is not, in milliseconds. */
  public static final long NONE = 0;

  public final String name;

  /** After which the pool itself exchanges a connection; {@link #NONE}: never. */
  public final long lifetimeMillis;

  /** After which the pool itself tests one that is idle; {@link #NONE}: never, or not shown. */
  public final long testMillis;

  public Pool(String name, long lifetimeMillis, long testMillis) {
    this.name = name;
    this.lifetimeMillis = lifetimeMillis;
    this.testMillis = testMillis;
  }
}
