package io.dbkeepalive.tests.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dbkeepalive.tests.support.TcpProxy;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Cuts the line again and again, and says how long it takes from there to the next row. */
public final class Heals {
  private static final PrintStream OUT = System.out;
  private static final int WARMUPS = 10;
  private static final int CUTS = 50;

  /** Beyond the reconnects of a second that our agent allows itself. */
  private static final long PAUSE_MILLIS = 80;

  private static final int TRIES = 20;

  /** How an application gets over it. */
  enum Way {
    /** It does nothing: the agent heals its connection, and its statement. */
    HEALED,
    /** It knows at once, opens a connection and prepares the statement: nobody can be faster. */
    OPENED,
    /** It tries again, and the driver reconnects. */
    AUTO_RECONNECT,
    /** It tries again with another connection of the pool. */
    POOLED
  }

  private Heals() {}

  /**
   * @param arguments way, server, host, port, user, password
   */
  public static void main(String[] arguments) throws Exception {
    Way way = Way.valueOf(arguments[0]);
    Server server = Server.valueOf(arguments[1]);
    try (TcpProxy proxy = new TcpProxy(arguments[2], Integer.parseInt(arguments[3]))) {
      String[] options =
          way == Way.AUTO_RECONNECT ? new String[] {"autoReconnect=true"} : new String[0];
      String url = server.urlBy(proxy.host(), proxy.port(), options);
      try (Reader reader = reader(way, url, arguments[4], arguments[5])) {
        for (int i = -WARMUPS; i < CUTS; i++) {
          reader.read();
          Thread.sleep(PAUSE_MILLIS);
          proxy.cutAll(TcpProxy.Cut.RST);
          reader.wasCut();
          long start = System.nanoTime();
          readAtLast(reader);
          long took = System.nanoTime() - start;
          if (i >= 0) {
            OUT.println("cut-" + i + " " + took);
          }
        }
      }
    }
  }

  private static void readAtLast(Reader reader) throws SQLException {
    SQLException last = null;
    for (int i = 0; i < TRIES; i++) {
      try {
        reader.read();
        return;
      } catch (SQLException e) {
        last = e;
      }
    }
    throw last;
  }

  private static Reader reader(Way way, String url, String user, String password)
      throws SQLException {
    switch (way) {
      case HEALED:
        return new Held(DriverManager.getConnection(url, user, password), true);
      case AUTO_RECONNECT:
        return new Held(DriverManager.getConnection(url, user, password), false);
      case OPENED:
        return new Reopened(() -> DriverManager.getConnection(url, user, password));
      default:
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(1);
        HikariDataSource pool = new HikariDataSource(config);
        return new Borrowed(pool::getConnection);
    }
  }

  private interface Reader extends AutoCloseable {
    void read() throws SQLException;

    /** Nobody is told of a cut but who needs it to be as fast as can be. */
    default void wasCut() {}

    @Override
    default void close() throws SQLException {}
  }

  private interface Source {
    Connection get() throws SQLException;
  }

  /** One connection for ever. */
  private static final class Held implements Reader {
    private final Connection connection;
    private final Item item;

    /**
     * @param keeps the prepared statement, too; else it is prepared for each row
     */
    Held(Connection connection, boolean keeps) throws SQLException {
      this.connection = connection;
      this.item = keeps ? new Item(connection) : null;
    }

    @Override
    public void read() throws SQLException {
      if (item != null) {
        item.readOne();
        return;
      }
      try (Item prepared = new Item(connection)) {
        prepared.readOne();
      }
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }

  /** One connection, and another as soon as it is cut. */
  private static final class Reopened implements Reader {
    private final Source source;
    private Held held;

    Reopened(Source source) {
      this.source = source;
    }

    @Override
    public void read() throws SQLException {
      if (held == null) {
        held = new Held(source.get(), true);
      }
      held.read();
    }

    @Override
    public void wasCut() {
      try {
        held.close();
      } catch (SQLException e) {
        // some drivers say goodbye, to nobody
      }
      held = null;
    }

    @Override
    public void close() throws SQLException {
      held.close();
    }
  }

  /** A connection of a pool for each row. */
  private static final class Borrowed implements Reader {
    private final Source source;

    Borrowed(Source source) {
      this.source = source;
    }

    @Override
    public void read() throws SQLException {
      try (Connection connection = source.get();
          Item item = new Item(connection)) {
        item.readOne();
      }
    }
  }

  static String label(Way way) {
    return switch (way) {
      case HEALED -> "dbkeepalive";
      case OPENED -> "bare: opened anew by the application";
      case AUTO_RECONNECT -> "`autoReconnect=true`, tried again by the application";
      case POOLED -> "HikariCP, which evicts, tried again by the application";
    };
  }
}
