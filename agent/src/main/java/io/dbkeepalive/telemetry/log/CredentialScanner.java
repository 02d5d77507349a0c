package io.dbkeepalive.telemetry.log;

/**
 * Masks what stands before the {@code @} of an address: {@code //user:password@host}, and {@code
 * jdbc:oracle:thin:user/password@host}. Drivers disagree about which characters a password may hold
 * unescaped, so everything up to the last {@code @} is masked that can belong to one.
 *
 * <p>Each character is looked at a bounded number of times: what begins inside an address belongs
 * to it and is not looked at again.
 */
final class CredentialScanner {
  private static final String ORACLE = "jdbc:oracle:";

  private final String text;
  private final boolean isUrl;

  /** Where the address ends that was read last, and its last {@code @}, or -1. */
  private int end;

  private int at;

  private CredentialScanner(String text) {
    this.text = text;
    this.isUrl = text.regionMatches(true, 0, "jdbc:", 0, 5);
  }

  static String mask(String text) {
    return text.indexOf('@') < 0 ? text : new CredentialScanner(text).mask();
  }

  private String mask() {
    StringBuilder masked = new StringBuilder(text.length());
    int copied = 0;
    int i = 0;
    while (i < text.length()) {
      int start = credentialStart(i);
      if (start < 0) {
        i++;
        continue;
      }
      readAddress(start);
      if (at > start) {
        masked.append(text, copied, start).append(Secrets.MASK);
        copied = at;
      }
      i = Math.max(end, start);
    }
    return masked.append(text, copied, text.length()).toString();
  }

  /** Where credentials may stand when an address begins at this position; -1 when none does. */
  private int credentialStart(int i) {
    if (text.charAt(i) == '/') {
      return text.startsWith("//", i) ? i + 2 : -1;
    }
    if (!text.regionMatches(true, i, ORACLE, 0, ORACLE.length())) {
      return -1;
    }
    int start = i + ORACLE.length();
    while (start < text.length() && Character.isLetterOrDigit(text.charAt(start))) {
      start++;
    }
    return start < text.length() && text.charAt(start) == ':' ? start + 1 : -1;
  }

  /**
   * Reads to the end of the text or line, a space outside a URL, or the first parameter. {@code
   * user:pa;ss=x} is no host with a parameter: what follows the colon is no port.
   */
  private void readAddress(int start) {
    at = -1;
    boolean isHost = true;
    boolean isPath = false;
    for (end = start; end < text.length(); end++) {
      char c = text.charAt(end);
      if (c == '\n' || (!isUrl && Character.isWhitespace(c))) {
        return;
      }
      if ((c == '?' || c == ';') && (isHost || isPath) && startsParameter(end + 1)) {
        return;
      }
      if (c == '@') {
        at = end;
        isHost = true;
      } else if (c == '/') {
        isPath = true;
      } else if (end > start && text.charAt(end - 1) == ':') {
        isHost = c >= '0' && c <= '9';
      } else if (c == ',' || c == ']') {
        isHost = true;
      }
    }
  }

  private boolean startsParameter(int start) {
    int i = start;
    while (i < text.length() && isWord(text.charAt(i))) {
      i++;
    }
    return i > start && i < text.length() && text.charAt(i) == '=';
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }
}
