package io.dbkeepalive.recovery.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.dbkeepalive.dialect.SqlDialect;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import org.h2.api.ErrorCode;
import org.junit.jupiter.api.Test;

class FunctionsTest {

  @Test
  void h2KnowsEachNameItself() throws SQLException {
    Set<String> strangers = new TreeSet<>();
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
        Statement statement = connection.createStatement()) {
      for (String name : Functions.of(SqlDialect.H2).pureNames()) {
        if (isUnknown(statement, name)) {
          strangers.add(name);
        }
      }
      assertEquals(true, isUnknown(statement, "MY_FUNCTION"));
    }
    assertEquals(Set.of(), strangers, "somebody could define these");
  }

  @Test
  void whatOneServerAloneHasIsNotPure() {
    for (String name :
        new String[] {"UUID_TO_BIN", "NVL", "TO_CHAR", "REGEXP_LIKE", "MEDIAN", "SLEEP"}) {
      assertFalse(Functions.of(SqlDialect.MYSQL).isPure(name), name);
    }
  }

  private static boolean isUnknown(Statement statement, String name) {
    try {
      statement.execute("SELECT " + name + "(1)");
      return false;
    } catch (SQLException e) {
      return e.getErrorCode() == ErrorCode.FUNCTION_NOT_FOUND_1;
    }
  }
}
