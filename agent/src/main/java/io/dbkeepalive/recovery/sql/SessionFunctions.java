package io.dbkeepalive.recovery.sql;

import io.dbkeepalive.dialect.SqlDialect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The functions that change the state of their session. Sources: MySQL Reference Manual "Locking
 * Functions", MariaDB "Miscellaneous Functions", PostgreSQL "Advisory Lock Functions" and
 * "Configuration Settings Functions". Stateless.
 */
final class SessionFunctions {

  private static final String LOCK = "lock:";
  private static final String ADVISORY = "advisory:";
  private static final String ADVISORY_SHARED = "advisory-shared:";
  private static final String ADVISORY_OF_BOTH_KINDS = "advisory";

  private static final Map<SqlDialect, Set<String>> NAMES = new EnumMap<>(SqlDialect.class);

  static {
    NAMES.put(SqlDialect.MYSQL, Words.of("GET_LOCK RELEASE_LOCK RELEASE_ALL_LOCKS"));
    NAMES.put(
        SqlDialect.POSTGRESQL,
        Words.of(
            "PG_ADVISORY_LOCK PG_TRY_ADVISORY_LOCK PG_ADVISORY_LOCK_SHARED"
                + " PG_TRY_ADVISORY_LOCK_SHARED PG_ADVISORY_UNLOCK PG_ADVISORY_UNLOCK_SHARED"
                + " PG_ADVISORY_UNLOCK_ALL SET_CONFIG SETSEED"));
  }

  private SessionFunctions() {}

  static boolean isOne(String name, SqlDialect dialect) {
    return NAMES.getOrDefault(dialect, Collections.emptySet()).contains(name);
  }

  /**
   * What a call does. That it runs exactly once, with which arguments, is known only where it is
   * all that its statement has: {@code SELECT f(...)}.
   *
   * @param statement all tokens of the statement with this one call, or null
   */
  static List<SessionEffect> effects(
      String name, List<Piece> statement, String sql, SqlDialect dialect) {
    Pieces arguments = statement == null ? null : argumentsOfSingleCall(sql, statement);
    SessionEffect effect = effect(name, arguments, sql, statement);
    return effect == null ? Collections.emptyList() : Collections.singletonList(effect);
  }

  private static SessionEffect effect(
      String name, Pieces arguments, String sql, List<Piece> statement) {
    switch (name) {
      case "GET_LOCK":
        String lock = lock(arguments);
        return SessionEffect.countedHold(LOCK + (lock == null ? "" : lock), "GET_LOCK");
      case "RELEASE_LOCK":
        String released = lock(arguments);
        return released == null ? null : SessionEffect.release(LOCK + released);
      case "RELEASE_ALL_LOCKS":
        return arguments == null ? null : SessionEffect.releaseAll(LOCK);
      case "PG_ADVISORY_UNLOCK_ALL":
        return arguments == null ? null : SessionEffect.releaseAll(ADVISORY_OF_BOTH_KINDS);
      case "PG_ADVISORY_UNLOCK":
      case "PG_ADVISORY_UNLOCK_SHARED":
        String number = numbers(arguments);
        return number == null ? null : SessionEffect.release(advisory(name) + number);
      case "SET_CONFIG":
        if (PostgresqlSettings.namesTemporarySchema(sql)) {
          return PostgresqlSettings.temporarySchema();
        }
        return arguments == null
            ? SessionEffect.hold(PostgresqlSettings.ANY, "set_config")
            : PostgresqlSettings.setConfig(arguments, new Pieces(sql, statement).written());
      case "SETSEED":
        return SessionEffect.hold("seed", "setseed");
      default:
        String numbers = numbers(arguments);
        return SessionEffect.countedHold(
            advisory(name) + (numbers == null ? "" : numbers), "an advisory lock");
    }
  }

  private static String advisory(String function) {
    return function.endsWith("_SHARED") ? ADVISORY_SHARED : ADVISORY;
  }

  /** Null unless the statement is a call and its result's name at most. */
  private static Pieces argumentsOfSingleCall(String sql, List<Piece> statement) {
    Pieces all = new Pieces(sql, statement);
    if (!all.takeOneOf("SELECT", "DO") || all.next().kind != Token.WORD || !all.take("(")) {
      return null;
    }
    List<Piece> arguments = new ArrayList<>();
    while (!all.atEnd() && !all.peek().is("(") && !all.peek().is(")")) {
      arguments.add(all.next());
    }
    if (!all.take(")")) {
      return null;
    }
    boolean as = all.take("AS");
    boolean named = all.peek().isName();
    if (named) {
      all.next();
    }
    return all.atEnd() && (named || !as) ? new Pieces(sql, arguments) : null;
  }

  /** The key of a lock that is named by a literal, else null; such names know no case. */
  private static String lock(Pieces arguments) {
    if (arguments == null) {
      return null;
    }
    Pieces first = arguments.upToComma();
    if (!Literals.isString(first)) {
      return null;
    }
    String written = first.written();
    return Characters.upper(written, 0, written.length());
  }

  /** One or two integers as they are written, else null. */
  private static String numbers(Pieces arguments) {
    if (arguments == null) {
      return null;
    }
    StringBuilder numbers = new StringBuilder();
    while (!arguments.atEnd()) {
      Pieces one = arguments.upToComma();
      if (!Literals.isNumber(one)) {
        return null;
      }
      numbers.append(numbers.length() == 0 ? "" : ",").append(one.written());
    }
    return numbers.length() == 0 ? null : numbers.toString();
  }
}
