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

  private static final Set<String> SHOWN_HISTORY = Words.of("STATUS PROFILE PROFILES");

  private static final Set<String> SHOWN_OF_LAST_STATEMENT = Words.of("WARNINGS ERRORS COUNT");

  private Verbs() {}

  /** Of a statement that is complete and not empty. */
  static SqlTraits traits(Statement statement, SqlDialect dialect) {
    if (statement.unknown()) {
      return statement.remains().unknown();
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
        return statement.write(Transaction.NONE);
      case "REPLACE":
        boolean verb = dialect == MYSQL || dialect == H2;
        return verb ? statement.write(Transaction.NONE) : SqlTraits.UNKNOWN;
      case "EXPLAIN":
      case "DESCRIBE":
      case "DESC":
        return explain(statement, dialect);
      case "SHOW":
        return show(statement, dialect);
      case "SET":
        return set(statement, dialect);
      default:
        return other(statement, dialect);
    }
  }

  /** Transaction control, what is about the session, and definitions, in this order. */
  private static SqlTraits other(Statement statement, SqlDialect dialect) {
    SqlTraits traits = TransactionControl.traits(statement, dialect);
    if (traits == null) {
      traits = SessionCommands.traits(statement, dialect);
    }
    return traits != null ? traits : Definitions.traits(statement, dialect);
  }

  private static SqlTraits query(Statement statement) {
    return read(statement, !statement.writes());
  }

  private static SqlTraits read(Statement statement, boolean pure) {
    return pure && !statement.notPure() ? SqlTraits.pure() : statement.write(Transaction.NONE);
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
    return read(statement, !(statement.analyzes() && statement.writes()));
  }

  private static SqlTraits show(Statement statement, SqlDialect dialect) {
    if (dialect == COMMON) {
      return SqlTraits.UNKNOWN;
    }
    SqlTraits shown = read(statement, isShownAlike(statement, dialect));
    return dialect == MYSQL ? shown.asking(history(statement)) : shown;
  }

  /** What earlier statements of this session did. */
  private static SqlTraits.History history(Statement statement) {
    Pieces pieces = statement.pieces();
    pieces.next();
    pieces.takeOneOf("SESSION", "LOCAL");
    if (SHOWN_OF_LAST_STATEMENT.contains(pieces.peek().text)) {
      return SqlTraits.History.LAST_STATEMENT;
    }
    boolean past =
        SHOWN_HISTORY.contains(pieces.peek().text)
            || (pieces.take("VARIABLES", "LIKE")
                && !areSettings(statement)
                && !pieces.written(pieces.peek()).startsWith("'%"));
    return past ? SqlTraits.History.SESSION : SqlTraits.History.NONE;
  }

  /** Whether each session that has the same settings is shown the same. */
  private static boolean isShownAlike(Statement statement, SqlDialect dialect) {
    List<String> head = statement.head();
    if (dialect == POSTGRESQL) {
      return statement.tokens() > 1
          && head.stream().allMatch(text -> text.equals(".") || text.matches("\"|\\w+"));
    }
    int at = 1;
    while (at < head.size() - 1 && SHOW_MODIFIERS.contains(head.get(at))) {
      at++;
    }
    String what = at < head.size() ? head.get(at) : "";
    boolean global =
        what.equals("GLOBAL") && at + 1 < head.size() && SHOWN_GLOBAL.contains(head.get(at + 1));
    return SHOWN.contains(what) || (dialect == MYSQL && (global || areSettings(statement)));
  }

  /** Of {@code SHOW [SESSION] VARIABLES LIKE '...'}. */
  private static boolean areSettings(Statement statement) {
    Pieces pieces = statement.pieces();
    pieces.next();
    pieces.takeOneOf("SESSION", "LOCAL");
    if (!statement.isReadWhole() || !pieces.take("VARIABLES", "LIKE")) {
      return false;
    }
    String pattern = Literals.isString(pieces) ? pieces.written(pieces.peek()) : "'%'";
    return SessionVariables.areSettings(Characters.upper(pattern, 1, pattern.length() - 1));
  }

  /**
   * A setting is state of the session; some settings commit, and MariaDB's SET STATEMENT runs
   * another statement.
   */
  private static SqlTraits set(Statement statement, SqlDialect dialect) {
    SqlTraits autocommit = TransactionControl.autocommit(statement, dialect);
    if (autocommit != null) {
      return autocommit;
    }
    switch (dialect) {
      case MYSQL:
        return MySqlSettings.set(statement);
      case POSTGRESQL:
        return PostgresqlSettings.set(statement);
      case H2:
        return H2Settings.set(statement);
      default:
        return SqlTraits.UNKNOWN;
    }
  }
}
