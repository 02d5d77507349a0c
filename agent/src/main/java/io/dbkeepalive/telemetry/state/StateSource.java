package io.dbkeepalive.telemetry.state;

import java.util.function.Function;

/** Somebody who knows something of databases. Thread-safe; never waits for one. */
public interface StateSource {
  /**
   * Says it.
   *
   * @param databases by their short names
   */
  void tell(Function<String, DatabaseState.Builder> databases);
}
