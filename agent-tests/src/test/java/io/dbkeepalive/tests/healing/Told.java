package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.Pairing;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** What applications are told when they cannot be helped. */
final class Told {
  private Told() {}

  /**
   * The call throws what the driver made, with the agent's reason suppressed in it.
   *
   * @param reason a part of that reason
   */
  static SQLException byDriver(Pairing pairing, String reason, Executable call) {
    SQLException told = assertThrows(SQLException.class, call);
    assertMadeByDriver(pairing, told);
    List<String> reasons =
        Arrays.stream(told.getSuppressed())
            .map(Throwable::getMessage)
            .filter(message -> message != null && message.startsWith("dbkeepalive "))
            .toList();
    assertEquals(1, reasons.size(), () -> "reasons " + reasons + " in " + told);
    assertTrue(reasons.get(0).contains(reason), reasons.get(0));
    return told;
  }

  /** An exception is born where its constructor was called. */
  static void assertMadeByDriver(Pairing pairing, SQLException told) {
    String driver = pairing.driver().className();
    String vendor = driver.substring(0, driver.indexOf('.', driver.indexOf('.') + 1) + 1);
    String birthplace = told.getStackTrace()[0].getClassName();
    assertTrue(birthplace.startsWith(vendor), () -> told + " was made by " + birthplace);
  }

  /** The call is refused, for a part of the transaction before it was lost. */
  static void quarantined(Executable call) {
    SQLException told = assertThrows(SQLException.class, call);
    assertInstanceOf(SQLTransientConnectionException.class, told);
    assertEquals("25S03", told.getSQLState(), told::toString);
    assertTrue(told.getMessage().contains("rollback()"), told::getMessage);
  }
}
