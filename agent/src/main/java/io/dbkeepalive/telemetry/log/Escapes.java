package io.dbkeepalive.telemetry.log;

/**
 * Writes text so that it stays on one line and cannot pose as anything else. The escapes are those
 * of JSON, for both formats.
 */
public final class Escapes {
  private static final String HEX = "0123456789abcdef";

  private Escapes() {}

  /** Appends the text between quotation marks. */
  public static void appendQuoted(StringBuilder line, String text) {
    line.append('"');
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (c == '"' || c == '\\') {
        line.append('\\').append((char) c);
      } else {
        append(line, c);
      }
      i += Character.charCount(c);
    }
    line.append('"');
  }

  /** Appends the text without quotation marks; only what would not show is escaped. */
  static void appendBare(StringBuilder line, String text) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      append(line, c);
      i += Character.charCount(c);
    }
  }

  /** Whether a value can stand bare behind its key and be read back. */
  static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (c == '"' || c == '\\' || c == '=' || Character.isSpaceChar(c) || isUnprintable(c)) {
        return false;
      }
      i += Character.charCount(c);
    }
    return !text.isEmpty();
  }

  private static void append(StringBuilder line, int c) {
    if (!isUnprintable(c)) {
      line.appendCodePoint(c);
    } else if (c == '\n') {
      line.append("\\n");
    } else if (c == '\r') {
      line.append("\\r");
    } else if (c == '\t') {
      line.append("\\t");
    } else {
      for (char unit : Character.toChars(c)) {
        line.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          line.append(HEX.charAt(unit >> shift & 0xf));
        }
      }
    }
  }

  /**
   * Control characters, line ends, lone surrogates, and the format characters, among which are
   * those that turn the direction of the text around them.
   */
  private static boolean isUnprintable(int c) {
    switch (Character.getType(c)) {
      case Character.CONTROL:
      case Character.FORMAT:
      case Character.LINE_SEPARATOR:
      case Character.PARAGRAPH_SEPARATOR:
      case Character.SURROGATE:
        return true;
      default:
        return false;
    }
  }
}
