package io.dbkeepalive.recovery.sql;

import static io.dbkeepalive.dialect.SqlDialect.COMMON;
import static io.dbkeepalive.dialect.SqlDialect.MYSQL;
import static io.dbkeepalive.dialect.SqlDialect.POSTGRESQL;

import io.dbkeepalive.dialect.SqlDialect;
import io.dbkeepalive.recovery.sql.SqlTraits.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What one statement of a text was seen to contain: its first tokens, and facts about the rest that
 * no later token takes back. Confined to one thread.
 */
final class Statement {

  private static final int HEAD = 16;

  /** Statements of these are read to their end, if that is not too far away. */
  private static final Set<String> READ_WHOLE = Words.of("SET DROP ALTER RENAME");

  private static final int LONGEST_READ_WHOLE = 1_024;

  private static final Set<String> WRITING =
      Words.of(
          "INSERT REPLACE UPDATE DELETE MERGE TRUNCATE UPSERT CREATE DROP ALTER GRANT"
              + " REVOKE CALL EXEC EXECUTE");

  private static final Set<String> FUNCTIONS_TOO = Words.of("INSERT REPLACE TRUNCATE");

  /**
   * Locking clauses and hints, values of sequences, output, and what else a read cannot be harmless
   * with.
   */
  private static final Set<String> NOT_PURE =
      Words.of(
          "LOCK LOCKS INTO OUTFILE DUMPFILE SQL_CALC_FOUND_ROWS PROCEDURE UPDLOCK XLOCK"
              + " TABLOCK TABLOCKX HOLDLOCK PAGLOCK ROWLOCK EXCLUSIVE");

  private static final Set<String> HARMLESS_AFTER_FOR =
      Words.of("JOIN ORDER GROUP READ FETCH ORDINALITY SYSTEM_TIME");

  /** SQL Server starts its next statement without any separator. */
  private static final Set<String> NEXT_STATEMENT =
      Words.of(
          "EXEC EXECUTE CALL CREATE ALTER DROP TRUNCATE GRANT REVOKE DENY DECLARE USE KILL"
              + " SHUTDOWN BACKUP RESTORE BEGIN COMMIT ROLLBACK SAVE WAITFOR PRINT RAISERROR"
              + " THROW DBCC BULK OPEN CLOSE DEALLOCATE RECONFIGURE CHECKPOINT WRITETEXT"
              + " UPDATETEXT ENABLE DISABLE SEND RECEIVE MOVE REVERT IF WHILE GOTO RETURN SETUSER"
              + " READTEXT");

  private static final Set<String> DEFINING = Words.of("ALTER DROP IF ENABLE DISABLE");

  private final String sql;
  private final SqlDialect dialect;
  private final Names names;
  private final Remains remains;
  private final List<Piece> pieces = new ArrayList<>(HEAD);
  private final List<String> head = new ArrayList<>(HEAD);
  private int tokens;
  private Token lastKind = Token.END;
  private String last = "";
  private Token lastButOneKind = Token.END;
  private String lastButOne = "";
  private String lastButTwo = "";
  private String pendingWrite = "";
  private boolean assigned;
  private int lastEnd;
  private boolean droppedOnCommit;
  private int sets;
  private int updates;

  private boolean unknown;
  private boolean notPure;
  private boolean writes;
  private boolean analyzes;
  private boolean queries;

  Statement(String sql, SqlDialect dialect) {
    this.sql = sql;
    this.dialect = dialect;
    this.names = new Names();
    this.remains = new Remains(sql, dialect);
  }

  /** The next token of this statement; never its separator. */
  void add(Piece piece, boolean spaceBefore) {
    Token kind = piece.kind;
    String seen = seen(piece);
    if (head.size() < HEAD) {
      head.add(seen);
    }
    if (pieces.size() < (READ_WHOLE.contains(head.get(0)) ? LONGEST_READ_WHOLE : HEAD)) {
      pieces.add(piece);
    }
    tokens++;
    settlePending(kind, seen);
    if (kind == Token.SYMBOL && seen.equals("(")) {
      parenthesis(spaceBefore);
    }
    boolean member =
        kind == Token.WORD
            && last.equals(".")
            && (lastButOneKind == Token.WORD || lastButOneKind == Token.QUOTED);
    names.add(kind, member ? "" : seen, last, definition() && !queries ? head.get(0) : "");
    if (kind == Token.WORD && !member) {
      word(seen);
    }
    remains.add(piece, names.intoTarget(), isAssignmentOfSet(piece));
    unknown |= names.lost();
    lastEnd = piece.end;
    droppedOnCommit |= seen.equals("DROP") && last.equals("COMMIT") && lastButOne.equals("ON");
    lastButTwo = lastButOne;
    lastButOneKind = lastKind;
    lastButOne = last;
    lastKind = kind;
    last = seen;
  }

  /** SET itself assigns once before each comma; whatever else assigns is an expression. */
  private boolean isAssignmentOfSet(Piece piece) {
    boolean inner = !head.get(0).equals("SET") || names.open();
    boolean assigns = !inner && !assigned && (piece.is("=") || piece.is(":="));
    assigned = assigns || (assigned && (inner || !piece.is(",")));
    return assigns;
  }

  /** Nothing within quotes may be taken for a keyword or a symbol. */
  private static String seen(Piece piece) {
    switch (piece.kind) {
      case QUOTED:
        return "\"";
      case STRING:
        return "'";
      case VARIABLE:
        return "@";
      case SYSTEM_VARIABLE:
        return "@@" + piece.text;
      default:
        return piece.text;
    }
  }

  /** The end of this statement; nothing is added afterwards. */
  void end() {
    settlePending(Token.END, "");
    unknown |= names.open() || (dialect == COMMON && sets > updates);
    remains.end(isReadWhole() ? pieces : null);
  }

  boolean isEmpty() {
    return tokens == 0;
  }

  /**
   * The first tokens, at most 16: words in upper case, symbols and numbers as they stand, a quote
   * for each quoted part.
   */
  List<String> head() {
    return head;
  }

  int tokens() {
    return tokens;
  }

  /** Whether {@link #pieces()} are all there are. */
  boolean isReadWhole() {
    return pieces.size() == tokens;
  }

  /** All of it, as it stands in the SQL. */
  String written() {
    return sql.substring(pieces.get(0).start, lastEnd);
  }

  /** Whether it holds {@code ON COMMIT DROP}, which nothing but a table's definition can. */
  boolean endsWithTransaction() {
    return droppedOnCommit;
  }

  /**
   * From the start; of a SET, DROP, ALTER or RENAME at least 1,024, of others at least 16, if there
   * are so many.
   */
  Pieces pieces() {
    return new Pieces(sql, pieces);
  }

  /** Nothing at all can be said. */
  boolean unknown() {
    return unknown;
  }

  /** Holds what is no pure read, be it a write or not. */
  boolean notPure() {
    return notPure || !remains.isPure();
  }

  /** What its expressions leave behind in the session, whatever its verb does. */
  Remains remains() {
    return remains;
  }

  /** Holds a verb that writes. */
  boolean writes() {
    return writes;
  }

  /** Holds the word that makes EXPLAIN execute what it explains. */
  boolean analyzes() {
    return analyzes;
  }

  /** Its traits as a write, with all that its expressions leave behind. */
  SqlTraits write(Transaction transaction) {
    return remains.addTo(SqlTraits.write(transaction));
  }

  /** Decided one token late: {@code REPLACE (} is a function, {@code FOR UPDATE} a lock. */
  private void settlePending(Token kind, String text) {
    if (!pendingWrite.isEmpty()) {
      writes |= !(text.equals("(") && FUNCTIONS_TOO.contains(pendingWrite));
      pendingWrite = "";
    }
    if (last.equals("FOR") && lastKind == Token.WORD) {
      notPure |= kind == Token.WORD && !HARMLESS_AFTER_FOR.contains(text);
    }
  }

  private void word(String text) {
    if (WRITING.contains(text)) {
      pendingWrite = text;
    }
    notPure |=
        NOT_PURE.contains(text)
            || (text.equals("VALUE") && (last.equals("NEXT") || last.equals("PREVIOUS")));
    analyzes |= text.equals("ANALYZE") || text.equals("ANALYSE");
    queries |= text.equals("SELECT");
    unknown |=
        dialect == COMMON
            && tokens > 1
            && NEXT_STATEMENT.contains(text)
            && !(definition() && DEFINING.contains(text));
    unknown |= definition() && text.equals("EXECUTE");
    sets += text.equals("SET") ? 1 : 0;
    updates += text.equals("UPDATE") ? 1 : 0;
  }

  /** Functions of PostgreSQL's own are in a schema of that name, by which drivers call them. */
  private boolean isBuiltIn() {
    return dialect == POSTGRESQL
        && lastKind == Token.WORD
        && lastButOne.equals(".")
        && lastButTwo.equals("PG_CATALOG");
  }

  /** Looks at what stands before an opening parenthesis. */
  private void parenthesis(boolean spaceBefore) {
    boolean name = lastKind == Token.WORD || lastKind == Token.QUOTED || lastKind == Token.VARIABLE;
    boolean certain =
        !name || names.isTarget() || (lastButOne.equals("AS") && lastButOneKind == Token.WORD);
    if (certain) {
      return;
    }
    boolean plain = lastKind == Token.WORD && !lastButOne.equals(".");
    if (plain
        && Calls.isKeyword(last, lastButOneKind, lastButOne, dialect, definition() && !queries)) {
      return;
    }
    boolean known =
        plain
            ? Functions.of(dialect).isKnown(last)
                && !Calls.mayBeStoredFunction(last, spaceBefore, dialect)
            : isBuiltIn() && Functions.of(dialect).isPure(last);
    remains.call(known);
    // a function of these may even commit
    unknown |= !known && dialect != MYSQL && dialect != POSTGRESQL;
  }

  private boolean definition() {
    String verb = head.get(0);
    return verb.equals("CREATE") || verb.equals("ALTER") || verb.equals("DROP");
  }
}
