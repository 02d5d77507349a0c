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
