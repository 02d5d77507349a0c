package io.dbkeepalive.recovery.sql;

/** A token with its place in the text. Immutable. */
final class Piece {
  final Token kind;

  /** As {@link Lexer#text()}. */
  final String text;

  /** In the whole text: of the first character, and after the last. */
  final int start;

  final int end;

  Piece(Token kind, String text, int start, int end) {
    this.kind = kind;
    this.text = text;
    this.start = start;
    this.end = end;
  }

  /** Whether it is this keyword, in upper case, or symbol; never true of anything in quotes. */
  boolean is(String word) {
    return (kind == Token.WORD || kind == Token.SYMBOL) && text.equals(word);
  }

  boolean isName() {
    return kind == Token.WORD || kind == Token.QUOTED;
  }
}
