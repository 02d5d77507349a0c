package io.dbkeepalive.recovery.sql;

import java.util.List;
import java.util.Set;

/**
 * Tells values that are the same whenever they are read. A string with a backslash is none: what it
 * means depends on a setting that may have changed meanwhile. Stateless; takes nothing from the
 * pieces it is shown.
 */
final class Literals {

  private static final Set<String> CONSTANTS = Words.of("NULL TRUE FALSE");

  /** Functions that are called without parentheses; so are all that start with CURRENT. */
  private static final Set<String> FUNCTIONS =
      Words.of(
          "LOCALTIME LOCALTIMESTAMP UTC_DATE UTC_TIME UTC_TIMESTAMP USER SESSION_USER SYSTEM_USER"
              + " SYSDATE SYSTIMESTAMP TODAY ROWNUM");

  private Literals() {}

  static boolean isString(Pieces value) {
    List<Piece> pieces = value.rest();
    return pieces.size() == 1
        && pieces.get(0).kind == Token.STRING
        && value.written(pieces.get(0)).indexOf('\\') < 0;
  }

  static boolean isNumber(Pieces value) {
    List<Piece> pieces = value.rest();
    int sign = !pieces.isEmpty() && (pieces.get(0).is("-") || pieces.get(0).is("+")) ? 1 : 0;
    return pieces.size() == sign + 1 && isNumber(pieces.get(sign), value);
  }

  /** A parameter of PostgreSQL looks like a number, too. */
  static boolean isNumber(Piece piece, Pieces within) {
    return piece.kind == Token.NUMBER && !within.written(piece).startsWith("$");
  }

  /** Of an expression: a number, a string or a constant. */
  static boolean isConstant(Pieces value) {
    List<Piece> pieces = value.rest();
    boolean quoted = pieces.size() == 1 && pieces.get(0).kind == Token.QUOTED;
    return isString(value)
        || isNumber(value)
        || (quoted && value.written(pieces.get(0)).indexOf('\\') < 0)
        || (pieces.size() == 1
            && pieces.get(0).kind == Token.WORD
            && CONSTANTS.contains(pieces.get(0).text));
  }

  /** Of a setting, which takes a word or a name as it is. */
  static boolean isSetting(Pieces value) {
    List<Piece> pieces = value.rest();
    return isConstant(value) || (pieces.size() == 1 && isWord(pieces.get(0)));
  }

  static boolean isWord(Piece piece) {
    return piece.kind == Token.WORD
        && !FUNCTIONS.contains(piece.text)
        && !piece.text.startsWith("CURRENT_");
  }
}
