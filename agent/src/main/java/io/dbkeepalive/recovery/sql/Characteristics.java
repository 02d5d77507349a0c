package io.dbkeepalive.recovery.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What ISO/IEC 9075-2 calls the characteristics of transactions, where they are those of all
 * transactions of a session. Stateless.
 */
final class Characteristics {

  /** The key of PostgreSQL's own characteristic. */
  static final String DEFERRABLE = "set:default_transaction_deferrable";

  private static final Map<String, String> KEYS;

  static {
    Map<String, String> keys = new HashMap<>();
    for (String level :
        new String[] {"READ UNCOMMITTED", "READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"}) {
      keys.put("ISOLATION LEVEL " + level, SessionEffect.ISOLATION);
    }
    keys.put("READ ONLY", SessionEffect.READ_ONLY);
    keys.put("READ WRITE", SessionEffect.READ_ONLY);
    keys.put("DEFERRABLE", DEFERRABLE);
    keys.put("NOT DEFERRABLE", DEFERRABLE);
    KEYS = Collections.unmodifiableMap(keys);
  }

  private Characteristics() {}

  /** Of a list with commas; null if it is anything else. The SQL of each starts with a verb. */
  static List<SessionEffect> effects(Pieces list, String verb) {
    List<SessionEffect> effects = new ArrayList<>();
    while (!list.atEnd()) {
      Pieces one = list.upToComma();
      String spelled =
          one.rest().stream().map(piece -> piece.text).collect(Collectors.joining(" "));
      String key = KEYS.get(spelled);
      if (key == null) {
        return null;
      }
      effects.add(SessionEffect.set(key, verb + spelled));
    }
    return effects.isEmpty() ? null : effects;
  }
}
