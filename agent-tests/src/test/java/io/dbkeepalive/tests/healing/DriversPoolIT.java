package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.ServerKind;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mariadb.jdbc.MariaDbPoolDataSource;

/** MariaDB Connector/J's own pool hands out one object again and again. */
class DriversPoolIT {
  private static final Pairing PAIRING =
      new Pairing(JdbcDriver.MARIADB_CONNECTOR_J, ServerKind.MARIADB_EMBEDDED);

  @Test
  void eachLeaseIsOpenAndHealed() throws Exception {
    String url =
        PAIRING
            .server()
            .url(
                PAIRING.driver(),
                "user=" + PAIRING.server().user(),
                "password=" + PAIRING.server().password(),
                "maxPoolSize=1");
    try (MariaDbPoolDataSource pool = new MariaDbPoolDataSource(url)) {
      for (int lease = 1; lease <= 3; lease++) {
        Connection connection = pool.getConnection();
        assertFalse(connection.isClosed(), "lease " + lease);
        assertEquals(List.of("1"), Sql.column(connection, "SELECT 1"));
        connection.close();
        assertTrue(connection.isClosed(), "lease " + lease);
      }
      try (Connection connection = pool.getConnection()) {
        Loss loss = Loss.kill(PAIRING, connection);
        assertEquals(List.of("1"), Sql.column(connection, "SELECT 1"));
        loss.assertHealed();
      }
      try (Connection connection = pool.getConnection()) {
        assertEquals(List.of("1"), Sql.column(connection, "SELECT 1"));
      }
    }
  }
}
