package io.dbkeepalive.connection;

import io.dbkeepalive.bootstrap.Detour;

/** The driver's own code is left out: the call runs in {@link Calls}, which looks after it. */
public final class CallDetour extends Detour {
  /** There is nothing to it but its type. */
  public static final CallDetour TAKEN = new CallDetour();

  private CallDetour() {}
}
