package io.dbkeepalive.recovery.sql;

import static io.dbkeepalive.dialect.SqlDialect.COMMON;
import static io.dbkeepalive.dialect.SqlDialect.MYSQL;
import static io.dbkeepalive.dialect.SqlDialect.POSTGRESQL;

import io.dbkeepalive.dialect.SqlDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What one statement of a text was seen to contain: its first tokens, and facts about the rest that
 * no later token takes back. Confined to one thread.
 */
final class Statement {

  private static final int HEAD = 16;

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

  /** As in {@code s.NEXTVAL}. */
  private static final Set<String> SEQUENCE_MEMBERS = Words.of("NEXTVAL CURRVAL PREVVAL");

  /** Parts of names that a MySQL setting which commits, or more than a setting, has. */
  private static final Set<String> COMMITTING =
      Words.of("AUTOCOMMIT COMPLETION_TYPE PASSWORD STATEMENT");

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

  private final SqlDialect dialect;
  private final Names names;
  private final List<String> head = new ArrayList<>(HEAD);
  private int tokens;
  private Token lastKind = Token.END;
  private String last = "";
  private Token lastButOneKind = Token.END;
  private String lastButOne = "";
  private String pendingWrite = "";
  private boolean argumentTaints;
  private int sets;
  private int updates;

  private boolean unknown;
  private boolean maySet;
  private boolean taints;
  private boolean notPure;
  private boolean writes;
  private boolean analyzes;
  private boolean queries;

  Statement(SqlDialect dialect) {
    this.dialect = dialect;
    this.names = new Names();
  }

  /** The next token of this statement; never its separator. */
  void add(Token kind, String text, boolean spaceBefore) {
    String seen = seen(kind, text);
    if (head.size() < HEAD) {
      head.add(seen);
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
    } else if (kind == Token.VARIABLE || kind == Token.SYSTEM_VARIABLE) {
      notPure |= kind == Token.VARIABLE || !Sessions.isSameEverywhere(text);
    }
    taints |= seen.equals(":=") && dialect != POSTGRESQL;
    if (head.get(0).equals("SET")) {
      maySet |= kind == Token.QUOTED || COMMITTING.stream().anyMatch(seen::contains);
    }
    notPure |= isName(kind) && SEQUENCE_MEMBERS.contains(Characters.upper(text, 0, text.length()));
    taints |= dialect == POSTGRESQL && definition() && isTemporarySchema(kind, text);
    unknown |= names.lost();
    lastButOneKind = lastKind;
    lastButOne = last;
    lastKind = kind;
    last = seen;
  }

  /** Nothing within quotes may be taken for a keyword or a symbol. */
  private static String seen(Token kind, String text) {
    switch (kind) {
      case QUOTED:
        return "\"";
      case STRING:
        return "'";
      case VARIABLE:
        return "@";
      case SYSTEM_VARIABLE:
        return "@@" + text;
      default:
        return text;
    }
  }

  /** The end of this statement; nothing is added afterwards. */
  void end() {
    settlePending(Token.END, "");
    unknown |= names.open() || (dialect == COMMON && sets > updates);
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

  /**
   * Whether a SET of MySQL may do more than change the session: settings that commit, names in
   * quotes, statements within.
   */
  boolean mayCommitBySetting() {
    return maySet;
  }

  /** Nothing at all can be said. */
  boolean unknown() {
    return unknown;
  }

  boolean taints() {
    return taints;
  }

  /** Holds what is no pure read, be it a write or not. */
  boolean notPure() {
    return notPure;
  }

  /** Holds a verb that writes. */
  boolean writes() {
    return writes;
  }

  /** Holds the word that makes EXPLAIN execute what it explains. */
  boolean analyzes() {
    return analyzes;
  }

  /**
   * Decided one token late: {@code REPLACE (} is a function, {@code FOR UPDATE} a lock, {@code
   * LAST_INSERT_ID(1)} an assignment.
   */
  private void settlePending(Token kind, String text) {
    if (argumentTaints) {
      taints |= !text.equals(")");
      argumentTaints = false;
    }
    if (!pendingWrite.isEmpty()) {
      writes |= !(text.equals("(") && FUNCTIONS_TOO.contains(pendingWrite));
      pendingWrite = "";
    }
    if (last.equals("FOR") && lastKind == Token.WORD) {
      notPure |= kind == Token.WORD && !HARMLESS_AFTER_FOR.contains(text);
    }
    boolean file = text.equals("OUTFILE") || text.equals("DUMPFILE");
    if (last.equals("INTO") && lastKind == Token.WORD && !names.intoTarget()) {
      taints |= !(file && dialect == MYSQL);
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

  /** Looks at what stands before an opening parenthesis. */
  private void parenthesis(boolean spaceBefore) {
    boolean name = isName(lastKind);
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
    Functions functions = Functions.of(dialect);
    boolean known =
        plain && functions.isKnown(last) && !Calls.mayBeStoredFunction(last, spaceBefore, dialect);
    notPure |= !known || !functions.isPure(last);
    taints |= !known;
    // a function of these may even commit
    unknown |= !known && dialect != MYSQL && dialect != POSTGRESQL;
    argumentTaints = last.equals("LAST_INSERT_ID");
  }

  private boolean definition() {
    String verb = head.get(0);
    return verb.equals("CREATE") || verb.equals("ALTER") || verb.equals("DROP");
  }

  private static boolean isTemporarySchema(Token kind, String text) {
    return isName(kind) && text.regionMatches(true, 0, "PG_TEMP", 0, 7);
  }

  private static boolean isName(Token kind) {
    return kind == Token.WORD || kind == Token.QUOTED;
  }
}
