package io.dbkeepalive.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

/** What real servers make of the statements is seen in agent-tests. */
class LockTimeOutsTest {
  @Test
  void whatTheApplicationNamesIsLeftAlone() {
    assertNull(LockTimeOuts.statement(Dialect.H2, 2_000, "LOCK_TIMEOUT"::equals));
    assertNull(LockTimeOuts.statement(Dialect.SQLSERVER, 2_000, "lockTimeout"::equals));
    assertNull(LockTimeOuts.statement(Dialect.MYSQL, 2_000, any -> true));
    assertEquals(
        "SET SESSION lock_wait_timeout ="
            + " CAST(IF(@@SESSION.lock_wait_timeout = @@GLOBAL.lock_wait_timeout, 2,"
            + " @@SESSION.lock_wait_timeout) AS UNSIGNED)",
        LockTimeOuts.statement(Dialect.MARIADB, 1_500, "innodb_lock_wait_timeout"::equals));
  }

  @Test
  void unknownDatabasesAreTold() {
    assertFalse(LockTimeOuts.areKnownOf(Dialect.ORACLE));
    assertNull(LockTimeOuts.statement(Dialect.GENERIC, 2_000, any -> false));
  }
}
