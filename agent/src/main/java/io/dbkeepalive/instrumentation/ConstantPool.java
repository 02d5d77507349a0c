package io.dbkeepalive.instrumentation;

/** Reads just enough of a class file to see whether it names JDBC at all. */
final class ConstantPool {
  private static final int UTF8 = 1;

  /** Bytes behind the tag of each kind of constant, from JVMS 4.4; 0: no such kind. */
  private static final int[] SIZES = {
    0, 0, 0, 4, 4, 8, 8, 2, 2, 4, 4, 4, 4, 0, 0, 3, 2, 4, 4, 2, 2
  };

  private ConstantPool() {}

  /**
   * Whether a constant contains {@code java/sql/} or {@code javax/sql/}; false for no class file.
   */
  static boolean namesJdbc(byte[] code) {
    if (code.length < 10) {
      return false;
    }
    int count = u2(code, 8);
    int at = 10;
    for (int i = 1; i < count && at + 2 < code.length; i++) {
      int tag = code[at++];
      if (tag == UTF8) {
        int end = at + 2 + u2(code, at);
        if (end > code.length) {
          return false;
        }
        if (containsSql(code, at + 2, end)) {
          return true;
        }
        at = end;
      } else {
        if (tag < 0 || tag >= SIZES.length || SIZES[tag] == 0) {
          return false; // not a class file that we know: not ours to touch
        }
        at += SIZES[tag];
        if (tag == 5 || tag == 6) { // long and double take two places
          i++;
        }
      }
    }
    return false;
  }

  private static boolean containsSql(byte[] code, int from, int to) {
    for (int i = from + 4; i + 5 <= to; i++) {
      if (code[i] == '/'
          && code[i + 1] == 's'
          && code[i + 2] == 'q'
          && code[i + 3] == 'l'
          && code[i + 4] == '/'
          && (endsWith(code, from, i, "java") || endsWith(code, from, i, "javax"))) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsWith(byte[] code, int from, int end, String word) {
    int start = end - word.length();
    if (start < from) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (code[start + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int u2(byte[] code, int at) {
    return (code[at] & 0xff) << 8 | code[at + 1] & 0xff;
  }
}
