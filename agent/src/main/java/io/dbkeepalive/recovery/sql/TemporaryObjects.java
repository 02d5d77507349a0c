package io.dbkeepalive.recovery.sql;

import static io.dbkeepalive.dialect.SqlDialect.MYSQL;
import static io.dbkeepalive.dialect.SqlDialect.POSTGRESQL;

import io.dbkeepalive.dialect.SqlDialect;
import io.dbkeepalive.recovery.sql.SqlTraits.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tables and the like that end with their session. Sources: MySQL Reference Manual "CREATE
 * TEMPORARY TABLE", PostgreSQL "CREATE TABLE", H2 "CREATE TABLE". Stateless.
 */
final class TemporaryObjects {

  private static final String PREFIX = SessionEffect.TEMPORARY;

  private TemporaryObjects() {}

  /** Of a statement that starts with CREATE; null if the object is not seen to be temporary. */
  static SqlTraits create(Statement statement, SqlDialect dialect) {
    Pieces pieces = statement.pieces();
    pieces.next();
    boolean replaces = pieces.take("OR", "REPLACE");
    pieces.takeOneOf("CACHED", "MEMORY");
    pieces.takeOneOf("LOCAL", "GLOBAL");
    boolean temporary = pieces.takeOneOf("TEMPORARY", "TEMP");
    pieces.take("RECURSIVE");
    String kind = pieces.next().text;
    boolean single = pieces.take("IF", "NOT", "EXISTS") || replaces || dialect != MYSQL;
    boolean known = kind.equals("TABLE") || kind.equals("VIEW") || kind.equals("SEQUENCE");
    if (dialect == POSTGRESQL && !temporary) {
      temporary = pieces.peek().isName() && isTemporarySchema(pieces.peek());
      if (statement.remains().mentionsTemporarySchema() && !(temporary && known)) {
        return statement.write(Transaction.NONE).with(SqlTraits.unknownState("a temporary object"));
      }
    }
    if (!temporary || !known) {
      return null;
    }
    SqlTraits write =
        statement.write(dialect == SqlDialect.H2 ? Transaction.IMPLICIT_COMMIT : Transaction.NONE);
    if (dialect == POSTGRESQL && statement.endsWithTransaction()) {
      return write;
    }
    String name = name(pieces, dialect);
    if (name == null) {
      return write.with(SqlTraits.unknownState("a temporary object"));
    }
    String key = PREFIX + kind.toLowerCase(Locale.ROOT) + ":" + name;
    String what = "the temporary " + kind.toLowerCase(Locale.ROOT) + " " + name;
    // MySQL has another table of the same name in another schema
    return write.with(
        single ? SessionEffect.hold(key, what) : SessionEffect.countedHold(key, what));
  }

  /** Of a statement that starts with DROP; null if nothing that is dropped can be temporary. */
  static SqlTraits drop(Statement statement, SqlDialect dialect) {
    Pieces pieces = statement.pieces();
    pieces.next();
    boolean temporary = dialect == MYSQL && pieces.take("TEMPORARY");
    String kind = pieces.next().text;
    if (!kind.equals("TABLE") && !kind.equals("VIEW") && !kind.equals("SEQUENCE")) {
      return null;
    }
    pieces.take("IF", "EXISTS");
    boolean commits = dialect != POSTGRESQL && !temporary;
    SqlTraits write = statement.write(commits ? Transaction.IMPLICIT_COMMIT : Transaction.NONE);
    List<SessionEffect> releases = new ArrayList<>();
    while (statement.isReadWhole() && !pieces.atEnd()) {
      String name = name(pieces.upToComma(), dialect);
      if (name == null) {
        return SqlTraits.UNKNOWN;
      }
      releases.add(SessionEffect.release(PREFIX + kind.toLowerCase(Locale.ROOT) + ":" + name));
    }
    return write.with(releases);
  }

  /**
   * Of a statement that starts with ALTER or RENAME: whether it may give another name, or schema,
   * to what it names. Whether that is temporary only the server knows.
   */
  static boolean mayRename(Statement statement) {
    if (!statement.isReadWhole()) {
      return true;
    }
    Pieces pieces = statement.pieces();
    while (!pieces.atEnd()) {
      if (pieces.take("RENAME") || pieces.take("SET", "SCHEMA")) {
        return true;
      }
      pieces.next();
    }
    return false;
  }

  /** No name in a DROP gives one of them up any more. */
  static SessionEffect renameAll() {
    return SessionEffect.renameAll(PREFIX);
  }

  /** Of a table that has no schema in its name. */
  static SessionEffect table(String name) {
    return SessionEffect.hold(PREFIX + "table:" + name, "the temporary table " + name);
  }

  static SessionEffect releaseAll() {
    return SessionEffect.releaseAll(PREFIX);
  }

  /**
   * As the server tells it from others, null if there is none. MySQL and H2 may be told to mind the
   * case, so theirs are taken as they are written.
   */
  static String name(Pieces pieces, SqlDialect dialect) {
    if (dialect == POSTGRESQL && isTemporarySchema(pieces.peek()) && pieces.peek(1).is(".")) {
      pieces.next();
      pieces.next();
    }
    StringBuilder name = new StringBuilder();
    do {
      Piece part = pieces.next();
      if (!part.isName() || part.text.isEmpty()) {
        return null;
      }
      name.append(name.length() == 0 ? "" : ".");
      name.append(dialect == POSTGRESQL ? PostgresqlCommands.name(part) : pieces.unquoted(part));
    } while (pieces.take("."));
    return name.toString();
  }

  private static boolean isTemporarySchema(Piece piece) {
    return piece.isName() && piece.text.regionMatches(true, 0, "PG_TEMP", 0, 7);
  }
}
