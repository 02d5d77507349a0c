package io.dbkeepalive.recovery.sql;

import static io.dbkeepalive.dialect.SqlDialect.H2;
import static io.dbkeepalive.dialect.SqlDialect.MYSQL;
import static io.dbkeepalive.dialect.SqlDialect.POSTGRESQL;

import io.dbkeepalive.dialect.SqlDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the expressions of one statement leave behind in its session, and what they ask it: user
 * variables, locks, functions that nobody knows. Confined to one thread.
 */
final class Remains {

  /**
   * MySQL's and MariaDB's tables of what SHOW SESSION STATUS shows: counts of this session's past.
   */
  private static final Set<String> SESSION_COUNTERS = Words.of("SESSION_STATUS STATUS_BY_THREAD");

  /** As in {@code s.NEXTVAL}. */
  private static final Set<String> SEQUENCE_MEMBERS = Words.of("NEXTVAL CURRVAL PREVVAL");

  private final String sql;
  private final SqlDialect dialect;
  private final List<SessionEffect> effects = new ArrayList<>(2);
  private final List<String> sessionCalls = new ArrayList<>(0);
  private Piece last = new Piece(Token.END, "", 0, 0);
  private Piece lastButOne = last;
  private boolean intoVariables;
  private boolean intoTemporary;
  private boolean pendingHistory;
  private SqlTraits.History history = SqlTraits.History.NONE;
  private boolean notPure;
  private boolean mentionsTemporarySchema;

  /** Whether the name to come is that of what an UPDATE changes. */
  private boolean updates;

  Remains(String sql, SqlDialect dialect) {
    this.sql = sql;
    this.dialect = dialect;
  }

  /**
   * The next token; {@code intoTarget} as {@link Names#intoTarget()} has it, {@code ofSet} if it is
   * an assignment that the verb makes, not an expression.
   */
  void add(Piece piece, boolean intoTarget, boolean ofSet) {
    settlePending(piece);
    boolean into = piece.is("INTO") && !intoTarget;
    intoVariables = into || (intoVariables && (piece.kind == Token.VARIABLE || piece.is(",")));
    if (into) {
      notPure = true;
    }
    if (piece.kind == Token.VARIABLE) {
      notPure |= piece.text.isEmpty();
      if (intoVariables) {
        hold(variable(piece));
      }
    } else if (piece.kind == Token.SYSTEM_VARIABLE) {
      notPure |= !SessionVariables.isPure(piece.text);
      asks(SessionVariables.history(piece.text));
    } else if (piece.is(":=") && dialect != POSTGRESQL && !ofSet) {
      hold(last.kind == Token.VARIABLE ? variable(last) : unknown("an assignment"));
    }
    if (piece.isName()) {
      name(piece);
    }
    updates = piece.is("UPDATE") || updates && (piece.isName() || piece.is(".") || piece.is("("));
    lastButOne = last;
    last = piece;
  }

  private void name(Piece piece) {
    String upper = Characters.upper(piece.text, 0, piece.text.length());
    boolean member = SEQUENCE_MEMBERS.contains(upper);
    boolean earlier =
        piece.is("VALUE") && (last.is("PREVIOUS") || (last.is("CURRENT") && dialect == H2));
    notPure |= member || earlier;
    if (SESSION_COUNTERS.contains(upper)
        || earlier
        || (member && !upper.equals("NEXTVAL") && last.is("."))) {
      asks(SqlTraits.History.SESSION);
    }
    if (updates && dialect == POSTGRESQL && upper.equals("PG_SETTINGS")) {
      hold(unknown("an UPDATE of pg_settings")); // a rule of this view calls set_config
    }
    mentionsTemporarySchema |= dialect == POSTGRESQL && upper.startsWith("PG_TEMP");
  }

  /** Decided one token late: what INTO writes to, and whether a call has arguments. */
  private void settlePending(Piece piece) {
    if (pendingHistory && last.is("(")) {
      asks(piece.is(")") ? SqlTraits.History.SESSION : SqlTraits.History.NONE);
      pendingHistory = false;
    }
    if (intoTemporary && !piece.is("TABLE")) {
      hold(TemporaryObjects.table(PostgresqlCommands.name(piece)));
      intoTemporary = false;
    }
    if (intoVariables && last.is("INTO") && piece.kind != Token.VARIABLE) {
      boolean file = piece.is("OUTFILE") || piece.is("DUMPFILE");
      boolean temporary = piece.is("TEMP") || piece.is("TEMPORARY");
      intoTemporary = temporary && dialect == POSTGRESQL;
      if (!intoTemporary && !(file && dialect == MYSQL)) {
        hold(unknown("SELECT INTO"));
      }
    }
  }

  /** A name before a parenthesis, which was the last token and is not that of anything else. */
  void call(boolean known) {
    Functions functions = Functions.of(dialect);
    boolean ofSession = known && SessionFunctions.isOne(last.text, dialect);
    notPure |= !known || !functions.isPure(last.text);
    String name = Characters.upper(last.text, 0, last.text.length());
    if (!known) { // in quotes, for example
      asks(Functions.history(name));
    }
    if (ofSession) {
      sessionCalls.add(last.text);
    } else if (!known) {
      hold(unknown("the function " + written(last) + ", which is not known"));
    } else if (last.text.equals("LAST_INSERT_ID")) {
      pendingHistory = true; // with an argument it is no question
    } else {
      asks(Functions.history(last.text));
    }
  }

  /** The end; {@code all} are the tokens of the whole statement, null if they were too many. */
  void end(List<Piece> all) {
    settlePending(new Piece(Token.END, "", 0, 0));
    for (String function : sessionCalls) {
      effects.addAll(
          SessionFunctions.effects(
              function, sessionCalls.size() == 1 && all != null ? all : null, sql, dialect));
    }
  }

  boolean isPure() {
    return !notPure && history == SqlTraits.History.NONE && effects.isEmpty();
  }

  /** Whether it names PostgreSQL's schema for temporary objects. */
  boolean mentionsTemporarySchema() {
    return mentionsTemporarySchema;
  }

  /** Its traits where nothing else is known of the statement. */
  SqlTraits unknown() {
    SqlTraits unknown =
        effects.isEmpty() || effects.get(0).what() == null
            ? SqlTraits.UNKNOWN
            : SqlTraits.unknown(effects.get(0).what());
    return unknown.asking(history);
  }

  SqlTraits addTo(SqlTraits traits) {
    return traits.with(effects).asking(history);
  }

  private void asks(SqlTraits.History what) {
    history = history.and(what);
  }

  private void hold(SessionEffect effect) {
    if (!effects.contains(effect)) {
      effects.add(effect);
    }
  }

  private SessionEffect variable(Piece piece) {
    return SessionEffect.hold("@" + piece.text, "the user variable " + written(piece));
  }

  private String written(Piece piece) {
    return sql.substring(piece.start, piece.end);
  }

  private static SessionEffect unknown(String what) {
    return SqlTraits.unknownState(what);
  }
}
