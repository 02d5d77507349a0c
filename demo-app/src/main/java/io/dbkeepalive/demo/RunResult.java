package io.dbkeepalive.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What a run came to.
 *
 * @param failedBy failed statements by the disturbance before them; without those that were skipped
 * @param slowest the longest call of the shop's into JDBC
 * @param log of the shop
 */
record RunResult(
    long statements,
    long failed,
    Map<Disturbance, Long> failedBy,
    Audit audit,
    long heals,
    Duration slowest,
    Path log) {

  /** Nothing failed, nothing was lost, nothing happened twice. */
  boolean isClean() {
    return failed == 0 && audit.lost() == 0 && audit.twice() == 0;
  }
}
