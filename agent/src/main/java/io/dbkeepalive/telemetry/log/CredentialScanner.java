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
    return new CredentialScanner(text).mask();
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
      boolean isOracle = text.charAt(i) != '/';
      readAddress(start, isOracle);
      if (isOracle && at < 0) {
        at = end;
      }
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
   * Reads to the end of the text or line, a space outside a URL, or the first parameter, which only
   * a host can have: in {@code user:pa;ss=x} what follows the colon is no port. A bare {@code @} in
   * a password is told from the one before the host unless a host and a parameter seem to follow.
   */
  private void readAddress(int start, boolean beginsWithUser) {
    at = -1;
    boolean isHost = !beginsWithUser;
    boolean inPort = false;
    boolean inBrackets = false;
    boolean inPath = false;
    for (end = start; end < text.length(); end++) {
      char c = text.charAt(end);
      if (c == '\n' || (!isUrl && Character.isWhitespace(c))) {
        return;
      }
      if ((c == '?' || c == ';') && isHost && startsParameter(end + 1)) {
        return;
      }
      if (c == '@') {
        at = end;
        isHost = true;
        inPort = false;
        inBrackets = false;
        inPath = false;
      } else if (c == '/') {
        inPath = true;
      } else if (inPath || inBrackets) {
        inBrackets &= c != ']';
      } else if (c == ':') {
        isHost &= !inPort;
        inPort = true;
      } else if (c == ',') {
        inPort = false;
      } else if (c == '[') {
        inBrackets = !inPort;
        isHost &= !inPort;
      } else if (inPort ? c < '0' || c > '9' : !isWord(c) && c != '\\' && c != '%') {
        isHost = false;
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
