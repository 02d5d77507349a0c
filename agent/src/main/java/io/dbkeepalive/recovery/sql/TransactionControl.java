package io.dbkeepalive.recovery.sql;

import static io.dbkeepalive.dialect.SqlDialect.COMMON;
import static io.dbkeepalive.dialect.SqlDialect.H2;
import static io.dbkeepalive.dialect.SqlDialect.MYSQL;
import static io.dbkeepalive.dialect.SqlDialect.POSTGRESQL;

import io.dbkeepalive.dialect.SqlDialect;
import io.dbkeepalive.recovery.sql.SqlTraits.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Transactions begun and ended by SQL text. Only what is spelled in full as the manuals have it is
 * known. Stateless.
 */
final class TransactionControl {

  private static final SqlTraits SAVEPOINT = SqlTraits.write(Transaction.NONE);

  private static final SqlTraits BACK_TO_SAVEPOINT =
      SAVEPOINT.with(SessionEffect.release(SessionEffect.SAVEPOINT));

  private static final Set<String> NOISE = Words.of("WORK TRANSACTION TRAN");

  /**
   * MySQL "START TRANSACTION", PostgreSQL "BEGIN": what may be asked of a transaction that begins.
   */
  private static final Set<String> CHARACTERISTICS =
      Words.of(
          "WITH CONSISTENT SNAPSHOT READ WRITE ONLY , ISOLATION LEVEL SERIALIZABLE"
              + " REPEATABLE COMMITTED UNCOMMITTED NOT DEFERRABLE");

  private TransactionControl() {}

  /** Null if the statement's verb is none of these. */
  static SqlTraits traits(Statement statement, SqlDialect dialect) {
    List<String> words = statement.head();
    if (statement.tokens() > words.size()) {
      return null;
    }
    switch (words.get(0)) {
      case "BEGIN":
        return begins(words, 1) ? of(Transaction.BEGIN) : SqlTraits.UNKNOWN;
      case "START":
        return words.size() > 1 && words.get(1).equals("TRANSACTION") && begins(words, 1)
            ? of(Transaction.BEGIN)
            : SqlTraits.UNKNOWN;
      case "COMMIT":
        return ends(words) ? of(Transaction.COMMIT) : SqlTraits.UNKNOWN;
      case "END":
        return dialect == POSTGRESQL && ends(words) ? of(Transaction.COMMIT) : SqlTraits.UNKNOWN;
      case "ABORT":
        return dialect == POSTGRESQL && ends(words) ? of(Transaction.ROLLBACK) : SqlTraits.UNKNOWN;
      case "ROLLBACK":
        return rollback(words);
      case "SAVEPOINT":
        return words.size() == 2 ? SAVEPOINT : SqlTraits.UNKNOWN;
      case "RELEASE":
        boolean noise = words.size() > 1 && words.get(1).equals("SAVEPOINT");
        return words.size() == (noise ? 3 : 2) ? SAVEPOINT : SqlTraits.UNKNOWN;
      default:
        return null;
    }
  }

  /**
   * Of {@code SET autocommit = ...} with a literal and nothing else, or null. It does not taint:
   * {@link SqlTraits#transaction()} tells all that it changes.
   */
  static SqlTraits autocommit(Statement statement, SqlDialect dialect) {
    int tokens = statement.tokens();
    if (tokens < 3 || tokens > 5 || dialect == COMMON || dialect == POSTGRESQL) {
      return null;
    }
    List<String> head = new ArrayList<>(statement.head());
    if (dialect == MYSQL) {
      unquote(statement.pieces(), head);
    }
    String spelled = String.join(" ", head);
    String value = head.get(tokens - 1);
    boolean named =
        dialect == H2
            ? spelled.equals("SET AUTOCOMMIT " + value)
            : spelled.matches(
                "SET ((SESSION |LOCAL )?|@@((SESSION|LOCAL)\\.)?)AUTOCOMMIT :?= \\w+");
    switch (named ? value : "") {
      case "0":
      case "OFF":
      case "FALSE":
        return of(Transaction.AUTOCOMMIT_OFF);
      case "1":
      case "ON":
      case "TRUE":
        return of(Transaction.AUTOCOMMIT_ON);
      default:
        return null;
    }
  }

  /** MySQL takes the variable in backticks, and the words of its values as strings. */
  private static void unquote(Pieces pieces, List<String> head) {
    int last = head.size() - 1;
    Piece name = pieces.peek(last - 2);
    if (name.kind == Token.QUOTED && pieces.written(name).equalsIgnoreCase("`autocommit`")) {
      head.set(last - 2, "AUTOCOMMIT");
    }
    Piece value = pieces.peek(last);
    String written = pieces.written(value);
    if (value.kind == Token.STRING && written.matches("(?i)'(on|off)'")) {
      head.set(last, Characters.upper(written, 1, written.length() - 1));
    }
  }

  private static SqlTraits rollback(List<String> words) {
    int to = words.size() > 1 && NOISE.contains(words.get(1)) ? 2 : 1;
    if (words.size() > to && words.get(to).equals("TO")) {
      boolean noise = words.size() > to + 1 && words.get(to + 1).equals("SAVEPOINT");
      return words.size() == to + (noise ? 3 : 2) ? BACK_TO_SAVEPOINT : SqlTraits.UNKNOWN;
    }
    return ends(words) ? of(Transaction.ROLLBACK) : SqlTraits.UNKNOWN;
  }

  private static boolean begins(List<String> words, int from) {
    int at = words.size() > from && NOISE.contains(words.get(from)) ? from + 1 : from;
    return words.subList(at, words.size()).stream().allMatch(CHARACTERISTICS::contains);
  }

  /** {@code AND CHAIN} begins another one, {@code RELEASE} ends the session. */
  private static boolean ends(List<String> words) {
    int at = words.size() > 1 && NOISE.contains(words.get(1)) ? 2 : 1;
    String rest = String.join(" ", words.subList(at, words.size()));
    return rest.isEmpty() || rest.equals("AND NO CHAIN") || rest.equals("AND NO CHAIN NO RELEASE");
  }

  private static SqlTraits of(Transaction transaction) {
    return SqlTraits.write(transaction);
  }
}
