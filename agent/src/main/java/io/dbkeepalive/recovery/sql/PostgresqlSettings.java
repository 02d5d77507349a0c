package io.dbkeepalive.recovery.sql;

import io.dbkeepalive.recovery.sql.SqlTraits.Transaction;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What SET, RESET and set_config change in a session of PostgreSQL. Sources: PostgreSQL "SET",
 * "RESET", "SET ROLE", "SET SESSION AUTHORIZATION", "SET TRANSACTION", "SET CONSTRAINTS".
 * Stateless.
 */
final class PostgresqlSettings {

  /** The start of most settings' keys. */
  static final String ANY = "set:";

  private static final String ROLE = "role";
  private static final String AUTHORIZATION = "session-authorization";

  /** Good for one transaction, however they are spelled. */
  private static final Set<String> OF_TRANSACTION =
      Words.of("TRANSACTION_ISOLATION TRANSACTION_READ_ONLY TRANSACTION_DEFERRABLE");

  private PostgresqlSettings() {}

  /** Of a statement that starts with SET. */
  static SqlTraits set(Statement statement) {
    Pieces pieces = statement.pieces();
    pieces.next();
    SqlTraits write = statement.write(Transaction.NONE);
    if (namesTemporarySchema(statement.written())) {
      return write.with(temporarySchema()); // SET LOCAL, too: what is created meanwhile stays
    }
    if (!statement.isReadWhole()) {
      return write.with(SessionEffect.hold(ANY, "a setting"));
    }
    if (pieces.peek().is("LOCAL")
        || pieces.peek().is("TRANSACTION")
        || pieces.peek().is("CONSTRAINTS")) {
      return write;
    }
    if (pieces.take("SESSION", "CHARACTERISTICS", "AS", "TRANSACTION")) {
      return write.with(characteristics(pieces));
    }
    if (!pieces.peek(1).is("AUTHORIZATION")) {
      pieces.take("SESSION");
    }
    String name = name(pieces);
    return OF_TRANSACTION.contains(name) ? write : write.with(setting(name, pieces));
  }

  /** Of a statement that starts with RESET. */
  static SqlTraits reset(Statement statement) {
    Pieces pieces = statement.pieces();
    pieces.next();
    SqlTraits write = statement.write(Transaction.NONE);
    if (pieces.take("ALL") && pieces.atEnd()) {
      return write.with(resetAll());
    }
    String name = name(pieces);
    boolean whole = statement.isReadWhole() && pieces.atEnd() && !name.isEmpty();
    return write.with(
        whole
            ? SessionEffect.set(key(name), pieces.written())
            : SessionEffect.hold(ANY, "a setting"));
  }

  /**
   * Neither the role nor the session's user is among them. What a driver sets when it connects is,
   * so that a new session has to be told, too.
   */
  static List<SessionEffect> resetAll() {
    return Arrays.asList(
        SessionEffect.releaseAll(ANY),
        SessionEffect.release(SessionEffect.SCHEMA),
        SessionEffect.release(SessionEffect.ISOLATION),
        SessionEffect.release(SessionEffect.READ_ONLY),
        SessionEffect.release(SessionEffect.CLIENT_INFO),
        SessionEffect.set("reset-all", "RESET ALL"));
  }

  /** Whether a setting may be one by which all that is created is temporary, without a word. */
  static boolean namesTemporarySchema(String sql) {
    return Characters.upper(sql, 0, sql.length()).contains("PG_TEMP");
  }

  /** No other search_path gives up what was created under this one. */
  static SessionEffect temporarySchema() {
    return SessionEffect.hold("pg_temp", "a setting that names pg_temp");
  }

  /** Of {@code set_config(name, value, is_local)}; null if it ends with its transaction. */
  static SessionEffect setConfig(Pieces arguments, String sql) {
    Pieces name = arguments.upToComma();
    Pieces value = arguments.upToComma();
    boolean session = arguments.take("FALSE") && arguments.atEnd();
    if (!session && arguments.take("TRUE") && arguments.atEnd()) {
      return null;
    }
    String written = name.written();
    if (!Literals.isString(name) || !written.matches("'[A-Za-z_][A-Za-z0-9_.]*'")) {
      return SessionEffect.hold(ANY, "set_config");
    }
    String setting = Characters.upper(written, 1, written.length() - 1);
    return session && Literals.isString(value) && !setting.equals("SEED")
        ? SessionEffect.set(key(setting), sql)
        : SessionEffect.hold(key(setting), what(setting));
  }

  /** Takes what is set, in upper case; empty if there is no such thing. */
  private static String name(Pieces pieces) {
    if (pieces.take("SESSION", "AUTHORIZATION")) {
      return "SESSION_AUTHORIZATION";
    }
    if (pieces.take("TIME", "ZONE")) {
      return "TIMEZONE";
    }
    if (pieces.take("XML", "OPTION")) {
      return "XMLOPTION";
    }
    Piece first = pieces.next();
    String name = first.isName() ? upper(first) : "";
    while (!name.isEmpty() && pieces.take(".")) {
      Piece member = pieces.next();
      name = member.isName() ? name + "." + upper(member) : "";
    }
    boolean assigned = pieces.takeOneOf("TO", "=");
    if (!assigned && name.equals("NAMES")) {
      return "CLIENT_ENCODING";
    }
    return !assigned && name.equals("SCHEMA") ? "SEARCH_PATH" : name;
  }

  private static SessionEffect setting(String name, Pieces value) {
    boolean literal =
        !value.atEnd() && value.rest().stream().allMatch(piece -> isLiteral(piece, value));
    return literal && !name.isEmpty() && !name.equals("SEED")
        ? SessionEffect.set(key(name, value), value.written())
        : SessionEffect.hold(key(name), what(name));
  }

  /** A style of dates alone leaves the order of their parts as it was, and the other way round. */
  private static String key(String name, Pieces value) {
    boolean part = name.equals("DATESTYLE") && !value.written().contains(",");
    return key(name) + (part ? ":" + value.written(value.peek()) : "");
  }

  /** A setting's value is no expression: names and words stand for themselves. */
  private static boolean isLiteral(Piece piece, Pieces value) {
    switch (piece.kind) {
      case WORD:
      case QUOTED:
        return true;
      case NUMBER:
        return Literals.isNumber(piece, value);
      case STRING:
        return value.written(piece).indexOf('\\') < 0;
      default:
        return piece.is(",") || piece.is("-") || piece.is("+");
    }
  }

  private static List<SessionEffect> characteristics(Pieces pieces) {
    List<SessionEffect> effects =
        Characteristics.effects(pieces, "SET SESSION CHARACTERISTICS AS TRANSACTION ");
    return effects != null
        ? effects
        : Collections.singletonList(SessionEffect.hold(ANY, "a setting"));
  }

  private static String what(String name) {
    return "the setting " + name.toLowerCase(Locale.ROOT);
  }

  private static String key(String name) {
    switch (name) {
      case "SEARCH_PATH":
        return SessionEffect.SCHEMA;
      case "DEFAULT_TRANSACTION_ISOLATION":
        return SessionEffect.ISOLATION;
      case "DEFAULT_TRANSACTION_READ_ONLY":
        return SessionEffect.READ_ONLY;
      case "APPLICATION_NAME":
        return SessionEffect.CLIENT_INFO;
      case "DEFAULT_TRANSACTION_DEFERRABLE":
        return Characteristics.DEFERRABLE;
      case "ROLE":
        return ROLE;
      case "SESSION_AUTHORIZATION":
        return AUTHORIZATION;
      default:
        return ANY + name.toLowerCase(Locale.ROOT);
    }
  }

  private static String upper(Piece piece) {
    return Characters.upper(piece.text, 0, piece.text.length());
  }
}
