package io.dbkeepalive.recovery.sql;

import io.dbkeepalive.recovery.sql.SqlTraits.Transaction;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What SET changes in a session of H2. Source: H2 "Commands", section "Other"; settings that it
 * does not call those of a session are the database's, and commit. Stateless.
 */
final class H2Settings {

  private static final String PREFIX = "set:";

  /** They leave the transaction alone. */
  private static final Set<String> OF_SESSION =
      Words.of(
          "LOCK_TIMEOUT QUERY_TIMEOUT THROTTLE LAZY_QUERY_EXECUTION VARIABLE_BINARY"
              + " TRUNCATE_LARGE_LENGTH SCHEMA_SEARCH_PATH NON_KEYWORDS");

  private H2Settings() {}

  /** Of a statement that starts with SET. */
  static SqlTraits set(Statement statement) {
    Pieces pieces = statement.pieces();
    pieces.next();
    if (!statement.isReadWhole()) {
      return SqlTraits.UNKNOWN;
    }
    SqlTraits write = statement.write(Transaction.NONE);
    if (pieces.take("SESSION", "CHARACTERISTICS", "AS", "TRANSACTION")
        || pieces.take("TRANSACTION")) {
      return isolation(statement, pieces);
    }
    if (pieces.peek().kind == Token.VARIABLE) {
      String key = "@" + pieces.next().text;
      pieces.takeOneOf("=", "TO");
      return write.with(setting(key, "the variable " + key, pieces, Literals.isConstant(pieces)));
    }
    if (pieces.take("TIME", "ZONE")) {
      boolean literal = pieces.peek().is("LOCAL") || Literals.isConstant(pieces);
      return write.with(setting(PREFIX + "time zone", "the time zone", pieces, literal));
    }
    boolean schema = pieces.take("SCHEMA");
    if (!schema && !OF_SESSION.contains(pieces.peek().text)) {
      return SqlTraits.UNKNOWN;
    }
    String name = schema ? SessionEffect.SCHEMA : pieces.next().text.toLowerCase(Locale.ROOT);
    pieces.takeOneOf("=", "TO");
    boolean literal = schema ? Literals.isSetting(pieces) : areLiterals(pieces);
    return write.with(
        setting(schema ? name : PREFIX + name, "the setting " + name, pieces, literal));
  }

  /** Both spellings are for all transactions to come, and commit the one that is open. */
  private static SqlTraits isolation(Statement statement, Pieces pieces) {
    List<SessionEffect> effects =
        Characteristics.effects(pieces, "SET SESSION CHARACTERISTICS AS TRANSACTION ");
    return effects == null
        ? SqlTraits.UNKNOWN
        : statement.write(Transaction.IMPLICIT_COMMIT).with(effects);
  }

  private static boolean areLiterals(Pieces pieces) {
    List<Piece> values = pieces.rest();
    boolean names = values.stream().allMatch(piece -> piece.isName() || piece.is(","));
    return Literals.isConstant(pieces) || (names && values.stream().noneMatch(H2Settings::isCall));
  }

  private static boolean isCall(Piece piece) {
    return piece.kind == Token.WORD && !Literals.isWord(piece);
  }

  private static SessionEffect setting(String key, String what, Pieces pieces, boolean literal) {
    return literal && !key.equals("@")
        ? SessionEffect.set(key, pieces.written())
        : SessionEffect.hold(key, what);
  }
}
