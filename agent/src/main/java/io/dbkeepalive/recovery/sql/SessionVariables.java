package io.dbkeepalive.recovery.sql;

import java.util.Set;

/**
 * The system variables of MySQL and MariaDB that are no mere settings of a session. Sources: MySQL
 * Reference Manual "Server System Variables" and "Replication and Binary Logging Options and
 * Variables", MariaDB "Server System Variables" and "Global Transaction ID". Stateless.
 */
final class SessionVariables {

  /** They tell what earlier statements did, or did to the next one. */
  private static final Set<String> HISTORY =
      Words.of(
          "IDENTITY LAST_INSERT_ID INSERT_ID WARNING_COUNT ERROR_COUNT LAST_GTID STATEMENT_ID"
              + " IN_TRANSACTION");

  /** They tell one session from another, or from itself a moment ago. */
  private static final Set<String> OF_ONE_SESSION =
      Words.of("PSEUDO_THREAD_ID TIMESTAMP RAND_SEED1 RAND_SEED2 GTID_NEXT GTID_SEQ_NO");

  /** Assigning them is an act, or good for one statement: doing it again would not be the same. */
  private static final Set<String> ACTS =
      Words.of(
          "GTID_DOMAIN_ID GTID_SEQ_NO GTID_NEXT IDENTITY IMMEDIATE_SERVER_VERSION INSERT_ID"
              + " LAST_INSERT_ID ORIGINAL_COMMIT_TIMESTAMP ORIGINAL_SERVER_VERSION PROFILING"
              + " PSEUDO_REPLICA_MODE PSEUDO_SLAVE_MODE PSEUDO_THREAD_ID RAND_SEED1 RAND_SEED2"
              + " SERVER_ID SKIP_REPLICATION TIMESTAMP TRANSACTION_ALLOW_BATCHING"
              + " SQL_AUTO_IS_NULL");

  /** An assignment changes a part of the value, and leaves the rest as it was. */
  private static final Set<String> IN_PARTS =
      Words.of("OPTIMIZER_SWITCH OPTIMIZER_TRACE DEBUG DEBUG_DBUG");

  private SessionVariables() {}

  /** Of a name in upper case, its scope included: empty where it is not a plain one. */
  static boolean isPure(String variable) {
    String name = withoutScope(variable);
    return !name.isEmpty() && !HISTORY.contains(name) && !OF_ONE_SESSION.contains(name);
  }

  /** The same; the worst of a name that is not a plain one. */
  static SqlTraits.History history(String variable) {
    String name = withoutScope(variable);
    if (name.isEmpty() || name.endsWith("_COUNT") && HISTORY.contains(name)) {
      return SqlTraits.History.LAST_STATEMENT;
    }
    return HISTORY.contains(name) ? SqlTraits.History.SESSION : SqlTraits.History.NONE;
  }

  /** Of a name without scope: whether a literal assigned to it can be assigned again later. */
  static boolean isSetting(String name) {
    return !ACTS.contains(name) && !HISTORY.contains(name) && !OF_ONE_SESSION.contains(name);
  }

  /** Whether a value takes an act back. */
  static boolean isUnset(String name, Piece value) {
    boolean none = value.text.equals("0") || value.is("OFF") || value.is("FALSE");
    return (name.equals("TIMESTAMP") && value.is("DEFAULT"))
        || (name.equals("SQL_AUTO_IS_NULL") && none);
  }

  static boolean isInParts(String name) {
    return IN_PARTS.contains(name);
  }

  /**
   * Whether {@code SHOW VARIABLES LIKE} a pattern shows none but settings; the pattern in upper
   * case, without backslashes.
   */
  static boolean areSettings(String pattern) {
    return HISTORY.stream().noneMatch(name -> matches(name, pattern))
        && OF_ONE_SESSION.stream().noneMatch(name -> matches(name, pattern));
  }

  /** What follows a percent sign is said to match. */
  private static boolean matches(String name, String pattern) {
    int percent = pattern.indexOf('%');
    int fixed = percent < 0 ? pattern.length() : percent;
    if (fixed > name.length() || (percent < 0 && fixed < name.length())) {
      return false;
    }
    for (int i = 0; i < fixed; i++) {
      if (pattern.charAt(i) != '_' && pattern.charAt(i) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static String withoutScope(String variable) {
    for (String scope : new String[] {"SESSION", "LOCAL", "GLOBAL"}) {
      if (variable.startsWith(scope + ".")) {
        return variable.substring(scope.length() + 1);
      }
      if (variable.equals(scope)) {
        return ""; // the name stands after a blank
      }
    }
    return variable;
  }
}
