package io.dbkeepalive.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdleLimitsTest {
  @ParameterizedTest
  @CsvSource({"3s, 3000", "1500ms, 1500", "5min, 300000", "2h, 7200000", "1d, 86400000", "7, 7"})
  void timesAsPostgresqlShowsThem(String shown, long millis) {
    assertEquals(TimeUnit.MILLISECONDS.toNanos(millis), IdleLimits.postgresqlNanos(shown));
  }

  @Test
  void zeroAndNothingAreNoLimit() {
    assertEquals(IdleLimits.NONE, IdleLimits.postgresqlNanos("0"));
    assertEquals(IdleLimits.NONE, IdleLimits.postgresqlNanos(""));
    assertEquals(IdleLimits.NONE, IdleLimits.postgresqlNanos(null));
  }
}
