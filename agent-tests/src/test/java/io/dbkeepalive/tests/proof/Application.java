package io.dbkeepalive.tests.proof;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The application of one run: gives workloads their connection, does after errors what applications
 * do, and knows what it was told. Confined to the thread of the run.
 */
public final class Application implements Hooked.Observer {

  /** A unit of work, which begins anew after an error. */
  public interface Work {
    void run(Connection connection) throws SQLException;
  }

  /** What is done and whose errors the application does not mind. */
  public interface Careless {
    void run() throws SQLException;
  }

  private static final int IDS_OF_A_RUN = 1000;

  private final Family family;
  private final Connections connections;
  private final Connection outside;
  private final Cutter cutter;
  private final long run;
  private final List<Writes> writes = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private final Transactions transactions = new Transactions();
  private String kind;
  private String firstTold;
  private int told;
  private long lastId;

  Application(Family family, Connections connections, Connection outside, Cutter cutter, long run) {
    this.family = family;
    this.connections = connections;
    this.outside = outside;
    this.cutter = cutter;
    this.run = run;
    this.lastId = firstId(run);
  }

  /** Below all ids of a run. */
  static long firstId(long run) {
    return run * IDS_OF_A_RUN;
  }

  public Family family() {
    return family;
  }

  /** A number that no other run has. */
  public long run() {
    return run;
  }

  /** A number that nothing else has, in this run or another. */
  public long nextId() {
    return ++lastId;
  }

  /** Another client's connection, which is never cut. */
  public Connection outside() {
    return outside;
  }

  /** Rows of which each stands for itself. */
  public Writes rows() {
    return writes(false);
  }

  /** Rows that are there all together or not at all. */
  public Writes transactionRows() {
    return writes(true);
  }

  /** Rows of a transaction that are taken back in it: none of them may be there, ever. */
  public Writes takenBackRows() {
    return writes(true); // nobody asks to commit them
  }

  private Writes writes(boolean transaction) {
    Writes more = new Writes(this, transaction);
    writes.add(more);
    return more;
  }

  /** From now on executions are counted as of this kind. */
  public void does(String nowOn) {
    kind = nowOn;
  }

  /**
   * Does a piece of work. An error ends it, as it does in real applications: the transaction is
   * rolled back, and a connection that is of no use any more is replaced.
   */
  public void unit(Work work) {
    Connection connection;
    try {
      connection = Hooked.of(connections.take(), this);
    } catch (SQLException e) {
      failed(e);
      return;
    }
    boolean broken = false;
    try {
      work.run(connection);
    } catch (SQLException e) {
      broken = !tidiedUp(connection);
    } finally {
      connections.giveBack(connection, broken);
    }
  }

  /** Does a piece of work in a transaction. */
  public void transaction(Writes rows, Work work) {
    unit(
        connection -> {
          connection.setAutoCommit(false);
          work.run(connection);
          rows.committing();
          connection.commit();
          rows.committed();
          connection.setAutoCommit(true);
        });
  }

  /** Does what the application ignores errors of. */
  public void carelessly(Careless step) {
    try {
      step.run();
    } catch (SQLException e) {
      // it was counted where it was thrown; this application goes on
    }
  }

  /** Inserts a row whose id is told if it went well. */
  public void insert(Connection connection, Writes rows) throws SQLException {
    long id = rows.next();
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO writes (id) VALUES (?)")) {
      insert.setLong(1, id);
      insert.executeUpdate();
      rows.told(id);
    }
  }

  /**
   * Asks the server something in the application's session. Never cut, for it is the question of
   * the proof and not of the application.
   *
   * @return the last column of the first row; empty if there is none
   */
  public String ask(Connection connection, String sql) throws SQLException {
    try {
      return first(Hooked.behind(connection), sql);
    } catch (SQLException e) {
      failed(e);
      throw e;
    }
  }

  /** The same over the connection of another client. */
  public String askOutside(String sql) throws SQLException {
    return first(outside, sql);
  }

  private static String first(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(rows.getMetaData().getColumnCount()) : "";
    }
  }

  /** What does not hold makes the run a wrong one. */
  public void check(boolean holds, String otherwise) {
    if (!holds) {
      wrong.add(otherwise);
    }
  }

  public void checkEqual(Object expected, Object actual, String what) {
    check(expected.equals(actual), what + ": " + actual + " and not " + expected);
  }

  private boolean tidiedUp(Connection connection) {
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void before(Object target, Method method, Object[] arguments) {
    cutter.before(transactions.kindOf(method.getName(), target, arguments, kind));
  }

  @Override
  public void succeeded(Method method, Object[] arguments) {
    cutter.after();
    transactions.succeeded(method.getName(), arguments);
  }

  @Override
  public void failed(SQLException error) {
    told++;
    if (firstTold == null) {
      firstTold = error.getSQLState() + " " + error.getMessage();
    }
    check(
        told > 1 || !Told.onlyOfWhatIsMissing(error),
        "something that the session had is silently gone, or something was made twice: " + error);
  }

  /** How many errors the application was told. */
  int told() {
    return told;
  }

  /** The first of them; null if there was none. */
  String firstTold() {
    return firstTold;
  }

  List<String> wrong() {
    return List.copyOf(wrong);
  }

  List<Writes> writes() {
    return List.copyOf(writes);
  }
}
