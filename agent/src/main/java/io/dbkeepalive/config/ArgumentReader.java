package io.dbkeepalive.config;

import java.util.ArrayList;
import java.util.List;

/** Takes the agent's argument apart: {@code key=value,key=value}, a comma in a value {@code \,}. */
final class ArgumentReader {
  private ArgumentReader() {}

  /**
   * Where a piece is no option of ours it may be the rest of a value whose comma was not escaped,
   * so only what looks like a key is shown, and nothing after a secret.
   */
  static void read(String argument, GivenValues given) {
    boolean afterSecret = false;
    int position = 0;
    for (String piece : split(argument)) {
      position++;
      if (piece.trim().isEmpty()) {
        continue;
      }
      int equals = piece.indexOf('=');
      String key = piece.substring(0, Math.max(equals, 0)).trim();
      Option option = Option.of(key);
      if (option != null) {
        given.give(option, piece.substring(equals + 1), Source.ARGUMENT);
        afterSecret |= option.isSecret();
      } else if (!afterSecret && key.matches("[A-Za-z0-9_.-]{1,40}")) {
        given.refuseKey(key, Source.ARGUMENT);
      } else {
        given.complain(
            "part "
                + position
                + " of the agent's argument is ignored: not key=value with a known key; a comma in"
                + " a value is written \\,");
      }
    }
  }

  private static List<String> split(String argument) {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    for (int i = 0; i < argument.length(); i++) {
      char c = argument.charAt(i);
      if (c == '\\' && i + 1 < argument.length() && argument.charAt(i + 1) == ',') {
        piece.append(',');
        i++;
      } else if (c == ',') {
        pieces.add(piece.toString());
        piece.setLength(0);
      } else {
        piece.append(c);
      }
    }
    pieces.add(piece.toString());
    return pieces;
  }
}
