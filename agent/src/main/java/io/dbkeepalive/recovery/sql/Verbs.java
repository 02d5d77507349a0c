package io.dbkeepalive.recovery.sql;

import static io.dbkeepalive.dialect.SqlDialect.COMMON;
import static io.dbkeepalive.dialect.SqlDialect.H2;
import static io.dbkeepalive.dialect.SqlDialect.MYSQL;
import static io.dbkeepalive.dialect.SqlDialect.POSTGRESQL;

import io.dbkeepalive.dialect.SqlDialect;
import io.dbkeepalive.recovery.sql.SqlTraits.Transaction;
import java.util.List;
import java.util.Set;

/** Judges one statement by the verb that it starts with. Stateless. */
final class Verbs {

  private static final SqlTraits PURE = SqlTraits.of(true, false, Transaction.NONE);
  private static final SqlTraits WRITE = SqlTraits.of(false, false, Transaction.NONE);
  private static final SqlTraits TAINT = SqlTraits.of(false, true, Transaction.NONE);

  private static final Set<String> QUERIES = Words.of("SELECT VALUES TABLE WITH");
  private static final Set<String> EXPLAIN_OPTIONS =
      Words.of(
          "ANALYZE ANALYSE VERBOSE EXTENDED PARTITIONS FORMAT = JSON TREE TRADITIONAL ( ) , TRUE FALSE ON"
              + " OFF COSTS BUFFERS TIMING SUMMARY TEXT XML YAML WAL SETTINGS GENERIC_PLAN MEMORY");

  private static final Set<String> EXPLAINED =
      Words.of("SELECT VALUES TABLE WITH INSERT UPDATE DELETE MERGE REPLACE");

  /**
   * MySQL Reference Manual, "SHOW Statements": those about the server or its schemas, not about
   * this session.
   */
  private static final Set<String> SHOWN =
      Words.of(
          "DATABASES SCHEMAS TABLES TABLE COLUMNS FIELDS INDEX INDEXES KEYS CREATE ENGINES"
              + " CHARACTER CHARSET COLLATION PLUGINS PROCEDURE FUNCTION TRIGGERS EVENTS"
              + " PRIVILEGES PROCESSLIST");

  private static final Set<String> SHOW_MODIFIERS = Words.of("FULL EXTENDED STORAGE");
  private static final Set<String> SHOWN_GLOBAL = Words.of("VARIABLES STATUS");

  /** PostgreSQL, "Preset Options" and parameters that only a restart changes. */
  private static final Set<String> SHOWN_POSTGRESQL =
      Words.of(
          "SERVER_VERSION SERVER_VERSION_NUM SERVER_ENCODING MAX_CONNECTIONS PORT DATA_DIRECTORY BLOCK_SIZE");

  private Verbs() {}

  /** Of a statement that is complete and not empty. */
  static SqlTraits traits(Statement statement, SqlDialect dialect) {
    if (statement.unknown()) {
      return SqlTraits.UNKNOWN;
    }
    List<String> head = statement.head();
    switch (head.get(0)) {
      case "(":
        String first = head.stream().filter(text -> !text.equals("(")).findFirst().orElse("");
        return QUERIES.contains(first) ? query(statement) : SqlTraits.UNKNOWN;
      case "SELECT":
      case "VALUES":
      case "TABLE":
      case "WITH":
        return query(statement);
      case "INSERT":
      case "UPDATE":
      case "DELETE":
      case "MERGE":
        return statement.taints() ? TAINT : WRITE;
      case "REPLACE":
        boolean verb = dialect == MYSQL || dialect == H2;
        return !verb ? SqlTraits.UNKNOWN : statement.taints() ? TAINT : WRITE;
      case "EXPLAIN":
      case "DESCRIBE":
      case "DESC":
        return explain(statement, dialect);
      case "SHOW":
        return show(statement, dialect);
      case "SET":
        return set(statement, dialect);
      case "USE":
        return dialect == MYSQL && statement.tokens() == 2 ? TAINT : SqlTraits.UNKNOWN;
      default:
        SqlTraits control = TransactionControl.traits(statement, dialect);
        return control != null ? control : Definitions.traits(statement, dialect);
    }
  }

  private static SqlTraits query(Statement statement) {
    if (statement.taints()) {
      return TAINT;
    }
    return statement.notPure() || statement.writes() ? WRITE : PURE;
  }

  /** What is explained without ANALYZE is not run. Oracle and Db2 write their plans into tables. */
  private static SqlTraits explain(Statement statement, SqlDialect dialect) {
    List<String> head = statement.head();
    int options = 1;
    while (options < head.size() && EXPLAIN_OPTIONS.contains(head.get(options))) {
      options++;
    }
    boolean explains = options < head.size() && EXPLAINED.contains(head.get(options));
    boolean describes =
        !explains && !statement.analyzes() && !statement.writes() && statement.tokens() <= 5;
    if (dialect == COMMON || !(explains || (describes && dialect == MYSQL))) {
      return SqlTraits.UNKNOWN;
    }
    if (statement.taints()) {
      return TAINT;
    }
    boolean runs = statement.analyzes() && statement.writes();
    return statement.notPure() || runs ? WRITE : PURE;
  }

  private static SqlTraits show(Statement statement, SqlDialect dialect) {
    if (dialect == COMMON) {
      return SqlTraits.UNKNOWN;
    }
    if (statement.taints()) {
      return TAINT;
    }
    return isShownAlike(statement.head(), dialect) && !statement.notPure() ? PURE : WRITE;
  }

  /** Whether each session is shown the same. */
  private static boolean isShownAlike(List<String> head, SqlDialect dialect) {
    int at = 1;
    while (at < head.size() - 1 && SHOW_MODIFIERS.contains(head.get(at))) {
      at++;
    }
    String what = at < head.size() ? head.get(at) : "";
    if (dialect == POSTGRESQL) {
      return head.size() == 2 && SHOWN_POSTGRESQL.contains(what);
    }
    boolean global =
        what.equals("GLOBAL") && at + 1 < head.size() && SHOWN_GLOBAL.contains(head.get(at + 1));
    return SHOWN.contains(what) || (dialect == MYSQL && global);
  }

  /**
   * A setting is state of the session; some settings commit, and MariaDB's SET STATEMENT runs
   * another statement.
   */
  private static SqlTraits set(Statement statement, SqlDialect dialect) {
    SqlTraits autocommit =
        TransactionControl.autocommit(statement.head(), statement.tokens(), dialect);
    if (autocommit != null) {
      return autocommit;
    }
    boolean plain = (dialect == MYSQL && !statement.mayCommitBySetting()) || dialect == POSTGRESQL;
    return plain ? TAINT : SqlTraits.UNKNOWN;
  }
}
