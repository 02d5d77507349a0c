package io.dbkeepalive.agent;

/** For {@code LooksLeft} of the architecture's fixtures to name. */
public final class LooksLeftTarget {
  private LooksLeftTarget() {}
}
