package io.dbkeepalive.config;

/** How far the agent goes when a connection is lost. */
public enum Recovery {
  /** Heal nothing, and say what would have been done. */
  OBSERVE,
  /** Heal the connection; run again only what is proven never to have reached the server. */
  RECONNECT,
  /** As {@link #RECONNECT}, and run again what is proven to have no effect. */
  RETRY
}
