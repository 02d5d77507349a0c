package io.dbkeepalive.recovery.sql;

import io.dbkeepalive.dialect.SqlDialect;
import io.dbkeepalive.recovery.sql.SqlTraits.Transaction;

/**
 * What MySQL and MariaDB keep for a session, settings aside. Sources: MySQL Reference Manual "USE",
 * "LOCK TABLES", "LOCK INSTANCE FOR BACKUP", "FLUSH", "HANDLER", "PREPARE", "DEALLOCATE PREPARE",
 * "DO" and MariaDB's pages of these names. Stateless.
 */
final class MySqlCommands {

  private static final String TABLES = "lock-tables";
  private static final String INSTANCE = "lock-instance";
  private static final String HANDLER = "handler:";
  private static final String PREPARED = SessionEffect.PREPARED;

  private MySqlCommands() {}

  /** Null if the statement is none of these. */
  static SqlTraits traits(Statement statement) {
    Pieces pieces = statement.pieces();
    switch (pieces.next().text) {
      case "USE":
        return pieces.peek().isName() && statement.tokens() == 2
            ? effect(statement, SessionEffect.set(SessionEffect.CATALOG, pieces.written()))
            : null;
      case "LOCK":
        return lock(statement, pieces);
      case "UNLOCK":
        return unlock(statement, pieces);
      case "FLUSH":
        boolean locks = statement.head().contains("WITH") || statement.head().contains("FOR");
        return locks ? commits(statement, SessionEffect.hold(TABLES, "FLUSH TABLES")) : null;
      case "HANDLER":
        return handler(statement, pieces);
      case "PREPARE": // bound to the schema in use at this moment, so not to be done again later
        Piece prepared = pieces.next();
        return prepared.isName() && pieces.take("FROM")
            ? effect(
                statement,
                SessionEffect.hold(
                    PREPARED + prepared.text,
                    "the prepared statement " + pieces.unquoted(prepared)))
            : null;
      case "DEALLOCATE":
      case "DROP":
        return deallocate(statement, pieces);
      case "DO":
        boolean lockFunction =
            SessionFunctions.isOne(pieces.next().text, SqlDialect.MYSQL) && statement.isReadWhole();
        return lockFunction ? statement.write(Transaction.NONE) : null;
      default:
        return null;
    }
  }

  private static SqlTraits lock(Statement statement, Pieces pieces) {
    if (pieces.takeOneOf("TABLES", "TABLE")) {
      return commits(statement, SessionEffect.hold(TABLES, "LOCK TABLES"));
    }
    return pieces.take("INSTANCE", "FOR", "BACKUP")
        ? commits(statement, SessionEffect.hold(INSTANCE, "LOCK INSTANCE"))
        : null;
  }

  private static SqlTraits unlock(Statement statement, Pieces pieces) {
    boolean two = statement.tokens() == 2;
    if (two && pieces.takeOneOf("TABLES", "TABLE")) {
      return commits(statement, SessionEffect.release(TABLES));
    }
    return two && pieces.take("INSTANCE")
        ? commits(statement, SessionEffect.release(INSTANCE))
        : null;
  }

  /** Opened under the name of a table or another one, with a schema before it perhaps. */
  private static SqlTraits handler(Statement statement, Pieces pieces) {
    Piece name = pieces.next();
    if (pieces.take(".")) {
      name = pieces.next();
    }
    if (!name.isName()) {
      return null;
    }
    if (pieces.take("OPEN")) {
      pieces.take("AS");
      Piece alias = pieces.atEnd() ? name : pieces.next();
      return effect(
          statement,
          SessionEffect.hold(
              HANDLER + pieces.unquoted(alias), "the handler " + pieces.unquoted(alias)));
    }
    if (pieces.take("CLOSE") && pieces.atEnd() && statement.tokens() == 3) {
      return effect(statement, SessionEffect.release(HANDLER + pieces.unquoted(name)));
    }
    return pieces.take("READ") ? statement.write(Transaction.NONE) : null;
  }

  private static SqlTraits deallocate(Statement statement, Pieces pieces) {
    boolean prepare = pieces.take("PREPARE") && pieces.peek().isName();
    return prepare && statement.tokens() == 3
        ? effect(statement, SessionEffect.release(PREPARED + pieces.next().text))
        : null;
  }

  private static SqlTraits effect(Statement statement, SessionEffect effect) {
    return statement.write(Transaction.NONE).with(effect);
  }

  private static SqlTraits commits(Statement statement, SessionEffect effect) {
    return statement.write(Transaction.IMPLICIT_COMMIT).with(effect);
  }
}
