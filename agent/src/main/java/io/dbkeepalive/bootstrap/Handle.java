package io.dbkeepalive.bootstrap;

/** Added to every class of handles: reaches the woven field. */
public interface Handle {
  /** Null where the object is no handle of ours. */
  HandleState dbkeepaliveState();

  void dbkeepaliveState(HandleState state);
}
