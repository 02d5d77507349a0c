package io.dbkeepalive.tests.opening;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A program that opens connections and uses them as it is told, one command a line, each with the
 * name of a connection. It prints what came of each; openings go on in threads of their own.
 */
final class OpenerProgram {
  private static final PrintStream OUT = System.out;

  private final String url;
  private final String user;
  private final String password;
  private final Map<String, Connection> connections = new ConcurrentHashMap<>();

  private OpenerProgram(String[] arguments) {
    this.url = arguments[0];
    this.user = arguments[1];
    this.password = arguments[2];
  }

  /**
   * @param arguments URL, user, password
   */
  public static void main(String[] arguments) throws IOException {
    OpenerProgram program = new OpenerProgram(arguments);
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    int done = 0;
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      program.run(line.split(" ", 3));
      OUT.println("done " + ++done + ".");
    }
  }

  private void run(String[] command) {
    String name = command[1];
    switch (command[0]) {
      case "open":
        Thread opener = new Thread(() -> open(name), "opener-" + name);
        opener.setDaemon(true);
        opener.start();
        break;
      case "fail":
        answer("failed", name, () -> DriverManager.getConnection(url, user, "wrong"));
        break;
      case "close":
        answer("closed", name, () -> connections.remove(name).close());
        break;
      case "abort":
        answer("aborted", name, () -> connections.remove(name).abort(Runnable::run));
        break;
      case "forget":
        connections.remove(name);
        System.gc();
        OUT.println("forgot " + name);
        break;
      case "ask":
        answer("asked", name, () -> ask(connections.get(name), 0, command[2]));
        break;
      case "ask-long": // with a query time-out of its own
        answer("asked", name, () -> ask(connections.get(name), 60, command[2]));
        break;
      case "time-outs":
        answer("time-outs", name, () -> timeOuts(connections.get(name)));
        break;
      default:
        throw new IllegalArgumentException(command[0]);
    }
  }

  private void open(String name) {
    answer(
        "opened",
        name,
        () -> {
          connections.put(
              name,
              name.startsWith("source")
                  ? DriverSources.of(url, user, password).getConnection()
                  : DriverManager.getConnection(url, user, password));
        });
  }

  private static void ask(Connection connection, int queryTimeout, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (queryTimeout > 0) {
        statement.setQueryTimeout(queryTimeout);
      }
      if (statement.execute(sql)) {
        try (ResultSet rows = statement.getResultSet()) {
          while (rows.next()) {
            OUT.println("value " + rows.getString(1));
          }
        }
      }
    }
  }

  private static void timeOuts(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      OUT.println("network " + connection.getNetworkTimeout());
      OUT.println("query " + statement.getQueryTimeout());
    }
  }

  private static void answer(String done, String name, Act act) {
    long start = System.nanoTime();
    String outcome = done;
    try {
      act.run();
    } catch (SQLException e) {
      String message = e.getMessage().replace('\n', ' ');
      outcome = "refused " + e.getClass().getSimpleName() + " " + message + " at";
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    OUT.println(outcome + " " + name + " after " + millis + " ms");
  }

  private interface Act {
    void run() throws SQLException;
  }
}
