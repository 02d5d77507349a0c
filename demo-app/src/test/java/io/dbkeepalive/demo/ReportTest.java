package io.dbkeepalive.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final RunResult WITHOUT =
      new RunResult(
          12_345,
          9,
          Map.of(Disturbance.IDLE, 4L, Disturbance.RESET, 5L),
          new Audit(0, 0),
          0,
          Duration.ofMillis(15_186),
          Path.of("log"));
  private static final RunResult WITH = result(0, new Audit(0, 0));

  @Test
  void theRunsStandSideBySide() {
    String expected =
        """
                                             without agent      with agent
        statements                                  12,345             100
        failed                                           9               0
          idle past wait_timeout (3 s)                   4         skipped
          KILL of every connection                 skipped         skipped
          KILL during a slow read                  skipped         skipped
          server restart, 5 s down                 skipped         skipped
          TCP reset by a proxy                           5         skipped
        orders lost                                      0               0
        orders twice                                     0               0
        heals                                            -               7
        slowest call                              15.186 s         0.020 s
        """;
    assertEquals(expected, Report.table(WITHOUT, WITH).replace("\r\n", "\n"));
  }

  @Test
  void aRunIsCleanOnlyWhenNothingWentWrong() {
    assertTrue(WITH.isClean());
    assertFalse(result(1, new Audit(0, 0)).isClean());
    assertFalse(result(0, new Audit(1, 0)).isClean());
    assertFalse(result(0, new Audit(0, 1)).isClean());
  }

  private static RunResult result(long failed, Audit audit) {
    return new RunResult(100, failed, Map.of(), audit, 7, Duration.ofMillis(20), Path.of("log"));
  }
}
