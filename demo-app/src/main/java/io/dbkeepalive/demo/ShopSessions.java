package io.dbkeepalive.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ends sessions of the shop's by KILL, and nobody else's: a session is killed only if the id that
 * its greeting gave and the address that it was opened from both stand in one row of the server's
 * own list.
 */
final class ShopSessions {
  private static final Set<String> RUNNING = Set.of("Query", "Execute");

  private final DemoDatabase database;
  private final Proxy proxy;

  ShopSessions(DemoDatabase database, Proxy proxy) {
    this.database = database;
    this.proxy = proxy;
  }

  /**
   * Kills every session of the shop's.
   *
   * @throws CannotDisturb if the server does not show them, or does not let them be killed
   */
  void killAll() throws SQLException, CannotDisturb {
    try (Connection admin = database.connect()) {
      Map<Long, Row> list = list(admin);
      List<ProxiedSession> sessions = proxy.sessions();
      for (ProxiedSession session : sessions) {
        find(session, list);
      }
      for (ProxiedSession session : sessions) {
        kill(admin, session);
      }
    }
  }

  /**
   * Kills every session of the shop's while it runs a statement, each as soon as it does.
   *
   * @param sql a part of the text of that statement
   * @param millis how long to look for them
   * @throws CannotDisturb if one was not seen to run it, or may not be killed
   */
  void killWhileRunning(String sql, long millis)
      throws SQLException, InterruptedException, CannotDisturb {
    List<ProxiedSession> waiting = new ArrayList<>(proxy.sessions());
    int all = waiting.size();
    long deadline = System.nanoTime() + millis * 1_000_000;
    try (Connection admin = database.connect()) {
      while (!waiting.isEmpty()) {
        if (System.nanoTime() - deadline > 0) {
          throw new CannotDisturb(
              waiting.size()
                  + " of "
                  + all
                  + " reports were not seen running within "
                  + millis
                  + " ms");
        }
        Map<Long, Row> list = list(admin);
        for (ProxiedSession session : List.copyOf(waiting)) {
          Row row = list.get(session.id().orElse(-1));
          if (row != null && row.isRunning(sql)) {
            find(session, list);
            kill(admin, session);
            waiting.remove(session);
          }
        }
        Thread.sleep(5);
      }
    }
  }

  private static void find(ProxiedSession session, Map<Long, Row> list) throws CannotDisturb {
    Row row = list.get(session.id().orElse(-1));
    String host = list.get(OWN).host();
    String ownAddress = host.substring(0, host.lastIndexOf(':') + 1);
    if (row == null || !row.host().equals(ownAddress + session.port())) {
      throw new CannotDisturb(
          "the server's list of sessions does not show the shop's by their id and address");
    }
  }

  private static void kill(Connection admin, ProxiedSession session)
      throws SQLException, CannotDisturb {
    try (Statement statement = admin.createStatement()) {
      statement.execute("KILL " + session.id().orElseThrow());
    } catch (SQLException e) {
      if (e.getErrorCode() != NO_SUCH_THREAD) {
        throw new CannotDisturb("KILL is not allowed: " + e.getMessage());
      }
    }
  }

  /** MySQL's and MariaDB's ER_NO_SUCH_THREAD, from their lists of server errors: it has gone. */
  private static final int NO_SUCH_THREAD = 1094;

  /** Key of the launcher's own session in a list; ids begin at 1. */
  private static final long OWN = 0;

  private static Map<Long, Row> list(Connection admin) throws SQLException {
    Map<Long, Row> rows = new HashMap<>();
    long own;
    try (Statement statement = admin.createStatement()) {
      try (ResultSet id = statement.executeQuery("SELECT CONNECTION_ID()")) {
        id.next();
        own = id.getLong(1);
      }
      try (ResultSet list = statement.executeQuery("SHOW FULL PROCESSLIST")) {
        while (list.next()) {
          Row row =
              new Row(list.getString("Host"), list.getString("Command"), list.getString("Info"));
          rows.put(list.getLong("Id"), row);
        }
      }
    }
    rows.put(OWN, rows.get(own));
    return rows;
  }

  private record Row(String host, String command, String info) {
    boolean isRunning(String sql) {
      return RUNNING.contains(command) && info != null && info.contains(sql);
    }
  }
}
