package io.dbkeepalive.recovery.sql;

import java.util.Collections;
import java.util.List;

/** Walks over the tokens of one statement, or of a part of it. Confined to one thread. */
final class Pieces {
  private static final Piece NONE = new Piece(Token.END, "", 0, 0);

  private final String sql;
  private final List<Piece> all;
  private int at;

  Pieces(String sql, List<Piece> all) {
    this.sql = sql;
    this.all = all;
  }

  /** The next one without taking it; of kind {@link Token#END} where there is none. */
  Piece peek() {
    return peek(0);
  }

  /** The one that many after the next. */
  Piece peek(int further) {
    return at + further < all.size() ? all.get(at + further) : NONE;
  }

  Piece next() {
    Piece next = peek();
    at = Math.min(at + 1, all.size());
    return next;
  }

  boolean atEnd() {
    return at >= all.size();
  }

  /** Takes these words or symbols if all of them come next, in this order; else none. */
  boolean take(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (!peek(i).is(words[i])) {
        return false;
      }
    }
    at += words.length;
    return true;
  }

  /** Takes the first of these words that comes next; false if none does. */
  boolean takeOneOf(String... words) {
    for (String word : words) {
      if (take(word)) {
        return true;
      }
    }
    return false;
  }

  /** Takes what stands up to the next comma outside of parentheses, and that comma. */
  Pieces upToComma() {
    int start = at;
    int depth = 0;
    while (!atEnd() && !(depth == 0 && peek().is(","))) {
      depth += peek().is("(") ? 1 : peek().is(")") ? -1 : 0;
      at++;
    }
    Pieces part = new Pieces(sql, all.subList(start, at));
    next();
    return part;
  }

  /** Those not taken yet; unmodifiable. */
  List<Piece> rest() {
    return Collections.unmodifiableList(all.subList(at, all.size()));
  }

  /** The text of one as it stands in the SQL. */
  String written(Piece piece) {
    return sql.substring(piece.start, piece.end);
  }

  /** A name as it stands in the SQL, without its quotes. */
  String unquoted(Piece piece) {
    return piece.kind == Token.QUOTED ? piece.text : written(piece);
  }

  /** The text of all of them, those taken included, as it stands in the SQL; empty if none. */
  String written() {
    return all.isEmpty() ? "" : sql.substring(all.get(0).start, all.get(all.size() - 1).end);
  }
}
