package io.dbkeepalive.tests.opening;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mysql.cj.jdbc.MysqlConnectionPoolDataSource;
import com.mysql.cj.jdbc.MysqlDataSource;
import com.mysql.cj.jdbc.MysqlXADataSource;
import io.dbkeepalive.tests.support.DatabaseServer;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.ServerKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.CommonDataSource;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ds.common.BaseDataSource;
import org.postgresql.xa.PGXADataSource;

/** Connections from the drivers' own data sources. */
class DataSourcesIT {
  // by default an idle connection is validated after one second
  private static final long IDLE_MILLIS = 1_200;

  private final List<Opened> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Opened::close);
  }

  @Test
  void connectionsHeal() throws Exception {
    DatabaseServer maria = ServerKind.MARIADB_EMBEDDED.server();
    DatabaseServer postgres = ServerKind.POSTGRESQL_EMBEDDED.server();
    DatabaseServer h2 = ServerKind.H2_TCP.server();
    open(maria, mysql(new MysqlDataSource(), maria));
    openPooled(maria, mysql(new MysqlConnectionPoolDataSource(), maria));
    open(maria, mariaDb(maria));
    open(postgres, postgresql(new PGSimpleDataSource(), postgres));
    openPooled(postgres, postgresql(new PGConnectionPoolDataSource(), postgres));
    open(h2, h2(h2));
    loseAll();
    assertAll(opened.stream().map(each -> (Executable) each::assertHeals));
  }

  /** Their transaction manager rules over what becomes of a branch. */
  @Test
  void connectionsOfXaDataSourcesAreLeftAlone() throws Exception {
    DatabaseServer maria = ServerKind.MARIADB_EMBEDDED.server();
    DatabaseServer postgres = ServerKind.POSTGRESQL_EMBEDDED.server();
    openXa(maria, mysql(new MysqlXADataSource(), maria));
    openXa(postgres, postgresql(new PGXADataSource(), postgres));
    openXa(maria, mariaDb(maria));
    loseAll();
    assertAll(opened.stream().map(each -> (Executable) each::assertStaysLost));
  }

  private void open(DatabaseServer server, DataSource source) throws SQLException {
    add(source, server, source.getConnection());
  }

  private void openPooled(DatabaseServer server, ConnectionPoolDataSource source)
      throws SQLException {
    add(source, server, source.getPooledConnection().getConnection());
  }

  private void openXa(DatabaseServer server, XADataSource source) throws SQLException {
    add(source, server, source.getXAConnection().getConnection());
  }

  private void add(CommonDataSource source, DatabaseServer server, Connection connection)
      throws SQLException {
    opened.add(
        new Opened(
            source.getClass().getSimpleName(),
            server,
            connection,
            connection.createStatement(),
            server.sessionOf(connection)));
  }

  private void loseAll() throws InterruptedException {
    opened.forEach(each -> each.server().kill(each.session()));
    Thread.sleep(IDLE_MILLIS); // to be idle is all that is waited for
  }

  private static <T extends MysqlDataSource> T mysql(T source, DatabaseServer server) {
    source.setUrl(server.url(JdbcDriver.CONNECTOR_J));
    source.setUser(server.user());
    source.setPassword(server.password());
    return source;
  }

  private static MariaDbDataSource mariaDb(DatabaseServer server) throws SQLException {
    MariaDbDataSource source = new MariaDbDataSource(server.url(JdbcDriver.MARIADB_CONNECTOR_J));
    source.setUser(server.user());
    source.setPassword(server.password());
    return source;
  }

  private static <T extends BaseDataSource> T postgresql(T source, DatabaseServer server) {
    source.setUrl(server.url(JdbcDriver.PGJDBC));
    source.setUser(server.user());
    source.setPassword(server.password());
    return source;
  }

  private static JdbcDataSource h2(DatabaseServer server) {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(server.url(JdbcDriver.H2));
    source.setUser(server.user());
    source.setPassword(server.password());
    return source;
  }

  /** A connection and the session of the server that was behind it at first. */
  private record Opened(
      String name,
      DatabaseServer server,
      Connection connection,
      Statement statement,
      long session) {

    void assertHeals() throws SQLException {
      Connection owner = statement.getConnection();
      try (ResultSet rows = statement.executeQuery("SELECT 1")) {
        assertTrue(rows.next(), name);
        assertEquals(1, rows.getInt(1), name);
      }
      assertSame(owner, statement.getConnection(), name);
      assertTrue(connection.isValid(5), name);
    }

    void assertStaysLost() {
      for (int i = 0; i < 2; i++) {
        SQLException failure =
            assertThrows(SQLException.class, () -> statement.executeQuery("SELECT 1"), name);
        assertNotEquals("25S03", failure.getSQLState(), name);
        assertEquals(0, failure.getSuppressed().length, name);
      }
      assertFalse(isValid(), name);
    }

    /** Some drivers throw when they are asked on a connection that they have closed themselves. */
    private boolean isValid() {
      try {
        return connection.isValid(5);
      } catch (SQLException e) {
        return false;
      }
    }

    void close() {
      try {
        connection.close();
      } catch (SQLException e) {
        // lost on purpose
      }
    }
  }
}
