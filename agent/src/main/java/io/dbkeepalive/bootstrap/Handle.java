package io.dbkeepalive.bootstrap;

/** Added to every woven {@code Connection} and {@code Statement} class: reaches the woven field. */
public interface Handle {
  /** Null where the object is no handle of ours. */
  HandleState dbkeepaliveState();

  void dbkeepaliveState(HandleState state);
}
