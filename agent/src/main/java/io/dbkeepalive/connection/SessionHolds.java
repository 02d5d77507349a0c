package io.dbkeepalive.connection;

import io.dbkeepalive.recovery.sql.SessionEffect;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an application has in its session that nobody can make again. Thread-safe. */
final class SessionHolds {
  /** Asked after each statement, so where that costs nothing. */
  private volatile boolean any;

  /** Of what the driver has, not the session: no SQL gives it up. */
  private static final String OF_DRIVER = "jdbc:";

  /** Behind the prefix, by which all are released. No kind of object is called that. */
  private static final String DETACHED = "detached:";

  private final Map<String, Hold> holds = new LinkedHashMap<>();

  synchronized void hold(SessionEffect effect) {
    Hold held = hold(effect.key(), effect.what());
    held.times = effect.counted() ? held.times + 1 : 1;
  }

  synchronized Hold hold(String key, String what) {
    any = true;
    return holds.computeIfAbsent(key, same -> new Hold(what));
  }

  /** False as long as there was none yet. */
  boolean any() {
    return any;
  }

  void release(String key) {
    if (any) {
      releaseOne(key);
    }
  }

  private synchronized void releaseOne(String key) {
    Hold held = holds.get(key);
    if (held != null && --held.times <= 0) {
      holds.remove(key);
    }
  }

  synchronized void releaseAll(String prefix) {
    holds.keySet().removeIf(key -> key.startsWith(prefix) && !key.startsWith(OF_DRIVER));
  }

  /** No name gives these up any more: it may be another's from now on. */
  synchronized void detach(String prefix) {
    Map<String, Hold> detached = new LinkedHashMap<>();
    holds.forEach((key, hold) -> detached.put(detached(prefix, key), hold));
    holds.clear();
    holds.putAll(detached);
  }

  private static String detached(String prefix, String key) {
    String already = prefix + DETACHED;
    boolean attached = key.startsWith(prefix) && !key.startsWith(already);
    return attached ? already + key.substring(prefix.length()) : key;
  }

  synchronized void clear() {
    holds.clear();
  }

  /** For people; null if there is nothing. */
  String inWords() {
    return any ? describe() : null;
  }

  private synchronized String describe() {
    if (holds.isEmpty()) {
      return null;
    }
    String first = holds.values().iterator().next().what;
    return holds.size() == 1 ? first : first + " and " + (holds.size() - 1) + " more";
  }

  private static final class Hold {
    final String what;
    int times;

    Hold(String what) {
      this.what = what;
    }
  }
}
