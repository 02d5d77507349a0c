package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ForEachPairing;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was registered before the loss comes out after it. */
class CallableStatementIT {
  @ForEachPairing
  void outParametersByIndex(Pairing pairing) throws SQLException {
    createRoutine(pairing);
    try (Connection connection = pairing.connect();
        CallableStatement call = connection.prepareCall(call(pairing))) {
      int in = pairing.driver() == JdbcDriver.H2 ? 2 : 1;
      int out = pairing.driver() == JdbcDriver.H2 ? 1 : 2;
      call.registerOutParameter(out, Types.INTEGER);
      call.setInt(in, 20);
      Loss loss = Loss.killWhileIdle(pairing, connection);
      call.execute();
      assertEquals(21, call.getInt(out));
      loss.assertHealed();
      assertTrue(pairing.driver() == JdbcDriver.H2 || toldOnce(pairing, connection, call));
      call.execute();
      assertEquals(21, call.getInt(out));
    }
  }

  /** A routine may have done anything to its session, so the next loss is told. */
  private static boolean toldOnce(Pairing pairing, Connection connection, CallableStatement call)
      throws SQLException {
    Loss.killWhileIdle(pairing, connection);
    Told.byDriver(pairing, "the lost session had state that cannot be restored", call::execute);
    return true;
  }

  @ParameterizedTest
  @MethodSource("io.dbkeepalive.tests.support.Pairings#mysqlFamily")
  void outParametersByName(Pairing pairing) throws SQLException {
    createRoutine(pairing);
    try (Connection connection = pairing.connect();
        CallableStatement call = connection.prepareCall(call(pairing))) {
      call.registerOutParameter("after", Types.INTEGER);
      call.setInt("before", 30);
      Loss loss = Loss.killWhileIdle(pairing, connection);
      call.execute();
      assertEquals(31, call.getInt("after"));
      loss.assertHealed();
    }
  }

  /** H2 has no parameters that go both ways. */
  @ParameterizedTest
  @MethodSource("io.dbkeepalive.tests.support.Pairings#withIdleTimeout")
  void parametersThatGoBothWays(Pairing pairing) throws SQLException {
    try (Connection connection = pairing.connect()) {
      if (Sql.isMySqlFamily(pairing)) {
        Sql.execute(
            connection,
            "DROP PROCEDURE IF EXISTS doubled",
            "CREATE PROCEDURE doubled(INOUT n INT) SET n = 2 * n");
      } else {
        Sql.execute(
            connection,
            "CREATE OR REPLACE FUNCTION doubled(INOUT n INT)" + " LANGUAGE SQL AS 'SELECT 2 * n'");
      }
    }
    try (Connection connection = pairing.connect();
        CallableStatement call = connection.prepareCall("{call doubled(?)}");
        CallableStatement reversed = connection.prepareCall("{call doubled(?)}")) {
      call.setInt(1, 21);
      call.registerOutParameter(1, Types.INTEGER);
      reversed.registerOutParameter(1, Types.INTEGER);
      reversed.setInt(1, 4);
      Loss loss = Loss.killWhileIdle(pairing, connection);
      call.execute();
      assertEquals(42, call.getInt(1));
      reversed.execute();
      assertEquals(8, reversed.getInt(1));
      loss.assertHealed();
    }
  }

  @ForEachPairing
  void resultOfAFunction(Pairing pairing) throws SQLException {
    createFunction(pairing);
    String function = pairing.driver() == JdbcDriver.H2 ? "ABS" : "next_after";
    try (Connection connection = pairing.connect();
        CallableStatement call = connection.prepareCall("{? = call " + function + "(?)}")) {
      call.registerOutParameter(1, Types.INTEGER);
      call.setInt(2, -7);
      Loss loss = Loss.killWhileIdle(pairing, connection);
      call.execute();
      assertEquals(pairing.driver() == JdbcDriver.H2 ? 7 : -6, call.getInt(1));
      loss.assertHealed();
    }
  }

  private static void createFunction(Pairing pairing) throws SQLException {
    if (Sql.isMySqlFamily(pairing)) { // MySQL lets only its administrator
      pairing
          .server()
          .asAdmin(
              "DROP FUNCTION IF EXISTS test.next_after",
              "CREATE FUNCTION test.next_after(n INT) RETURNS INT DETERMINISTIC NO SQL RETURN n + 1");
    } else if (pairing.driver() == JdbcDriver.PGJDBC) {
      try (Connection connection = pairing.connect()) {
        Sql.execute(
            connection,
            "CREATE OR REPLACE FUNCTION next_after(n INT) RETURNS INT LANGUAGE SQL"
                + " AS 'SELECT n + 1'");
      }
    }
  }

  private static String call(Pairing pairing) {
    return pairing.driver() == JdbcDriver.H2 ? "{? = call 1 + ?}" : "{call one_more(?, ?)}";
  }

  private static void createRoutine(Pairing pairing) throws SQLException {
    try (Connection connection = pairing.connect()) {
      if (Sql.isMySqlFamily(pairing)) {
        Sql.execute(
            connection,
            "DROP PROCEDURE IF EXISTS one_more",
            "CREATE PROCEDURE one_more(IN `before` INT, OUT `after` INT) SET `after` = `before` + 1");
      } else if (pairing.driver() == JdbcDriver.PGJDBC) {
        Sql.execute(
            connection,
            "CREATE OR REPLACE FUNCTION one_more(before INT, OUT after INT)"
                + " LANGUAGE SQL AS 'SELECT before + 1'");
      }
    }
  }
}
