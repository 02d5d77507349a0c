package io.dbkeepalive.recovery.sql;

import io.dbkeepalive.recovery.sql.SqlTraits.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What SET changes in a session of MySQL or MariaDB. Sources: MySQL Reference Manual "SET Syntax
 * for Variable Assignment", "SET NAMES Statement", "SET TRANSACTION Statement", "SET ROLE
 * Statement" and MariaDB's pages of these names. Stateless.
 */
final class MySqlSettings {

  static final String PREFIX = "set:";

  private static final Set<String> BEYOND_SESSION = Words.of("GLOBAL PERSIST PERSIST_ONLY");

  /** They commit, or change what a commit does. */
  private static final Set<String> OF_TRANSACTIONS = Words.of("AUTOCOMMIT COMPLETION_TYPE");

  /** With a grammar of their own, and effects that nobody follows. */
  private static final Set<String> OTHERS = Words.of("PASSWORD STATEMENT DEFAULT RESOURCE");

  private MySqlSettings() {}

  /** Of a statement that starts with SET. */
  static SqlTraits set(Statement statement) {
    Pieces pieces = statement.pieces();
    pieces.next();
    if (!statement.isReadWhole() || OTHERS.contains(pieces.peek().text)) {
      return SqlTraits.UNKNOWN;
    }
    if (!assigns(pieces, 1)) {
      if (pieces.take("ROLE")) {
        return statement.write(Transaction.NONE).with(role(pieces));
      }
      if (isTransaction(pieces)) {
        return transaction(statement, pieces);
      }
    }
    return assignments(statement, pieces);
  }

  private static SessionEffect role(Pieces pieces) {
    boolean plain =
        pieces.rest().stream()
            .allMatch(
                piece ->
                    piece.isName()
                        || piece.kind == Token.STRING
                        || piece.kind == Token.VARIABLE
                        || piece.is(","));
    return plain
        ? SessionEffect.set("role", pieces.written())
        : SessionEffect.hold("role", "the role");
  }

  private static boolean isTransaction(Pieces pieces) {
    return pieces.peek().is("TRANSACTION")
        || (!assigns(pieces, 2) && pieces.peek(1).is("TRANSACTION"));
  }

  private static SqlTraits transaction(Statement statement, Pieces pieces) {
    boolean global = pieces.take("GLOBAL");
    boolean session = pieces.takeOneOf("SESSION", "LOCAL");
    if (!pieces.take("TRANSACTION") || pieces.atEnd()) {
      return SqlTraits.UNKNOWN;
    }
    List<SessionEffect> effects = Characteristics.effects(pieces, "SET SESSION TRANSACTION ");
    if (effects == null) {
      return SqlTraits.UNKNOWN;
    }
    SqlTraits write = statement.write(Transaction.NONE);
    if (global) {
      return write;
    }
    return session ? write.with(effects) : write.with(nextTransaction());
  }

  private static SessionEffect nextTransaction() {
    return SessionEffect.hold(SessionEffect.NEXT_TRANSACTION, "SET TRANSACTION");
  }

  private static SqlTraits assignments(Statement statement, Pieces pieces) {
    List<SessionEffect> effects = new ArrayList<>();
    boolean beyond = false;
    int count = 0;
    while (!pieces.atEnd()) {
      Pieces one = pieces.upToComma();
      count++;
      if (isBeyondSession(one)) {
        beyond = true;
        continue;
      }
      SessionEffect effect = assignment(one);
      if (effect == null) {
        return SqlTraits.UNKNOWN;
      }
      effects.add(effect);
    }
    if (beyond && count > 1) {
      return SqlTraits.UNKNOWN; // a scope may go for the assignments after it, too
    }
    return statement.write(Transaction.NONE).with(effects);
  }

  private static boolean isBeyondSession(Pieces one) {
    Piece first = one.peek();
    int dot = first.text.indexOf('.');
    if (first.kind == Token.SYSTEM_VARIABLE) {
      return dot > 0 && BEYOND_SESSION.contains(first.text.substring(0, dot));
    }
    return first.kind == Token.WORD && !assigns(one, 1) && BEYOND_SESSION.contains(first.text);
  }

  /** Null if it cannot be read. */
  private static SessionEffect assignment(Pieces one) {
    String sql = "SET " + one.written();
    if (!assigns(one, 1) && (one.take("CHARACTER", "SET") || one.take("CHARSET"))) {
      return SessionEffect.hold("names", "SET CHARACTER SET"); // depends on the database in use
    }
    if (!assigns(one, 1) && one.take("NAMES")) {
      return one.rest().stream().allMatch(MySqlSettings::isCharsetName)
          ? SessionEffect.set("names", sql)
          : SessionEffect.hold("names", "SET NAMES");
    }
    boolean scoped = !assigns(one, 1) && one.takeOneOf("SESSION", "LOCAL");
    Piece target = one.next();
    if (!one.takeOneOf("=", ":=") || one.atEnd()) {
      return null;
    }
    if (target.kind == Token.VARIABLE) {
      String key = "@" + target.text;
      return !target.text.isEmpty() && Literals.isConstant(one)
          ? SessionEffect.set(key, sql)
          : SessionEffect.hold(key, "the user variable " + one.written(target));
    }
    boolean system = target.kind == Token.SYSTEM_VARIABLE && !target.text.isEmpty();
    if (!system && target.kind != Token.WORD) {
      return null;
    }
    scoped |= target.kind == Token.WORD || target.text.indexOf('.') > 0;
    return variable(target.text.substring(target.text.indexOf('.') + 1), scoped, one, sql);
  }

  private static SessionEffect variable(String name, boolean scoped, Pieces value, String sql) {
    if (OF_TRANSACTIONS.contains(name)) {
      return null;
    }
    String key = key(name);
    if (!scoped && !key.startsWith(PREFIX)) {
      return nextTransaction();
    }
    if (SessionVariables.isInParts(name)) {
      key += ":" + value.rest().stream().map(value::written).collect(Collectors.joining(" "));
    }
    boolean settable =
        SessionVariables.isSetting(name) || SessionVariables.isUnset(name, value.peek());
    return settable && Literals.isSetting(value)
        ? SessionEffect.set(key, sql)
        : SessionEffect.hold(key, "the variable " + name.toLowerCase(Locale.ROOT));
  }

  private static String key(String name) {
    switch (name) {
      case "TRANSACTION_ISOLATION":
      case "TX_ISOLATION":
        return SessionEffect.ISOLATION;
      case "TRANSACTION_READ_ONLY":
      case "TX_READ_ONLY":
        return SessionEffect.READ_ONLY;
      default:
        return PREFIX + name.toLowerCase(Locale.ROOT);
    }
  }

  private static boolean isCharsetName(Piece piece) {
    return piece.isName() || piece.kind == Token.STRING;
  }

  private static boolean assigns(Pieces pieces, int at) {
    return pieces.peek(at).is("=") || pieces.peek(at).is(":=");
  }
}
