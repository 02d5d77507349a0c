package io.dbkeepalive.recovery.sql;

import java.util.Set;

/**
 * Follows where in a statement a name before a parenthesis is a table, an index or a query that is
 * being named, with its columns, rather than a function. Confined to one thread.
 */
final class Names {

  /** Deeper nesting is given up; the servers' own parsers have limits of this order. */
  private static final int DEEPEST = 256;

  private static final Set<String> BETWEEN =
      Words.of(
          "INTO IGNORE LOW_PRIORITY HIGH_PRIORITY DELAYED IF NOT EXISTS RECURSIVE ONLY CONCURRENTLY");

  private static final Set<String> QUERIES =
      Words.of("SELECT INSERT UPDATE DELETE MERGE VALUES TABLE REPLACE");
  private static final Set<String> DEFINED =
      Words.of("TABLE INDEX VIEW KEY UNIQUE REFERENCES SEQUENCE");
  private static final Set<String> CREATED_ON = Words.of("ON USING");
  private static final Set<String> TARGETED = Words.of("INSERT MERGE REPLACE");
  private static final Set<String> BEFORE_QUERY = Words.of("( AS EXPLAIN ANALYZE VERBOSE");

  private enum Place {
    ELSEWHERE,
    BEFORE_NAME,
    AFTER_NAME
  }

  private final boolean[] inWith = new boolean[DEEPEST];
  private int depth;
  private boolean lost;
  private Place place = Place.ELSEWHERE;
  private boolean intoTarget;

  /**
   * The next token; {@code last} is the one before it, empty at the statement's start; {@code
   * definition} is the verb of a definition in which no query has begun, else empty.
   */
  void add(Token kind, String text, String last, String definition) {
    if (kind != Token.WORD) {
      intoTarget = false;
    }
    if (kind == Token.SYMBOL) {
      symbol(text, last);
      return;
    }
    boolean word = kind == Token.WORD;
    boolean starts = word && startsName(text, last, definition);
    if (starts) {
      place = Place.BEFORE_NAME;
    } else if (place == Place.BEFORE_NAME && (word || kind == Token.QUOTED)) {
      place = word && BETWEEN.contains(text) ? Place.BEFORE_NAME : Place.AFTER_NAME;
    } else {
      place = Place.ELSEWHERE;
    }
    if (word && QUERIES.contains(text)) {
      inWith[depth] = false;
    }
  }

  /** Whether the name just read is that of what is written to, defined or given a name. */
  boolean isTarget() {
    return place == Place.AFTER_NAME;
  }

  /** Whether the INTO just read names the table of an INSERT, REPLACE or MERGE. */
  boolean intoTarget() {
    return intoTarget;
  }

  /** Parentheses do not match, or nest too deep to be followed. */
  boolean lost() {
    return lost;
  }

  boolean open() {
    return depth != 0;
  }

  private boolean startsName(String text, String last, String definition) {
    boolean first = last.isEmpty() || BEFORE_QUERY.contains(last);
    boolean writes = (first || inWith[depth]) && TARGETED.contains(text);
    intoTarget = writes || (intoTarget && BETWEEN.contains(text));
    if (text.equals("WITH")) {
      inWith[depth] |= first;
      return first; // not in START WITH, WITH ROLLUP
    }
    return writes
        || (intoTarget && text.equals("INTO"))
        || (!definition.isEmpty() && DEFINED.contains(text))
        || (definition.equals("CREATE") && CREATED_ON.contains(text));
  }

  private void symbol(String text, String last) {
    switch (text) {
      case "(":
        // of a query that is named, or of its columns; otherwise the main query begins
        inWith[depth] &= last.equals("AS") || last.equals("MATERIALIZED") || isTarget();
        depth++;
        lost |= depth >= DEEPEST;
        depth = Math.min(depth, DEEPEST - 1);
        inWith[depth] = false;
        break;
      case ")":
        depth--;
        lost |= depth < 0;
        depth = Math.max(depth, 0);
        break;
      default:
        break;
    }
    boolean qualifies = text.equals(".") && place == Place.AFTER_NAME;
    boolean nextQuery = text.equals(",") && inWith[depth];
    place = qualifies || nextQuery ? Place.BEFORE_NAME : Place.ELSEWHERE;
  }
}
