package io.dbkeepalive.recovery.sql;

import io.dbkeepalive.recovery.sql.SqlTraits.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What PostgreSQL keeps for a session, settings aside. Sources: PostgreSQL "SQL Commands", the
 * pages of the commands named here. Stateless.
 */
final class PostgresqlCommands {

  private static final String LISTEN = "listen:";
  private static final String PREPARED = SessionEffect.PREPARED;
  private static final String CURSOR = "cursor:";

  private PostgresqlCommands() {}

  /** Null if the statement is none of these. */
  static SqlTraits traits(Statement statement) {
    Pieces pieces = statement.pieces();
    SqlTraits write = statement.write(Transaction.NONE);
    switch (pieces.next().text) {
      case "RESET":
        return PostgresqlSettings.reset(statement);
      case "DISCARD":
        return discard(write, pieces);
      case "LISTEN":
        return listen(write, pieces);
      case "UNLISTEN":
        return release(write, pieces, LISTEN, "*");
      case "PREPARE":
        return prepare(statement, pieces);
      case "DEALLOCATE":
        pieces.take("PREPARE");
        return release(write, pieces, PREPARED, "ALL");
      case "DECLARE":
        return declare(statement, pieces);
      case "CLOSE":
        return release(write, pieces, CURSOR, "ALL");
      case "FETCH":
      case "MOVE":
      case "LOCK":
        return write;
      default:
        return null;
    }
  }

  private static SqlTraits discard(SqlTraits write, Pieces pieces) {
    String what = pieces.next().text;
    if (!pieces.atEnd()) {
      return null;
    }
    switch (what) {
      case "ALL":
        return write.with(SessionEffect.releaseAll("")).with(PostgresqlSettings.resetAll());
      case "TEMP":
      case "TEMPORARY":
        return write.with(TemporaryObjects.releaseAll());
      case "PLANS":
      case "SEQUENCES":
        return write;
      default:
        return null;
    }
  }

  /** To listen again would not bring what was notified meanwhile. */
  private static SqlTraits listen(SqlTraits write, Pieces pieces) {
    Piece channel = pieces.next();
    return channel.isName() && pieces.atEnd()
        ? write.with(SessionEffect.hold(LISTEN + name(channel), "LISTEN " + name(channel)))
        : null;
  }

  private static SqlTraits release(SqlTraits write, Pieces pieces, String prefix, String all) {
    Piece name = pieces.next();
    if (!pieces.atEnd()) {
      return null;
    }
    if (name.is(all)) {
      return write.with(SessionEffect.releaseAll(prefix));
    }
    return name.isName() ? write.with(SessionEffect.release(prefix + name(name))) : null;
  }

  /** Nothing of what is prepared is run. */
  private static SqlTraits prepare(Statement statement, Pieces pieces) {
    Piece name = pieces.next();
    if (!name.isName() || pieces.peek().is("TRANSACTION")) {
      return null;
    }
    return name.is("TRANSACTION")
        ? null
        : SqlTraits.write(Transaction.NONE)
            .with(SessionEffect.set(PREPARED + name(name), statement.written()));
  }

  private static SqlTraits declare(Statement statement, Pieces pieces) {
    Piece name = pieces.next();
    List<String> options = new ArrayList<>();
    while (!pieces.atEnd() && !pieces.peek().is("FOR")) {
      options.add(pieces.next().text);
    }
    if (!name.isName() || pieces.atEnd() || !options.contains("CURSOR")) {
      return null;
    }
    SqlTraits write = statement.write(Transaction.NONE);
    return String.join(" ", options).endsWith("WITH HOLD")
        ? write.with(SessionEffect.hold(CURSOR + name(name), "the cursor " + name(name)))
        : write;
  }

  /** Names without quotes know no case. */
  static String name(Piece piece) {
    return piece.kind == Token.WORD ? piece.text.toLowerCase(Locale.ROOT) : piece.text;
  }
}
