package io.dbkeepalive.recovery.sql;

import java.util.Set;

/** What a MySQL session can be asked about that is the same in each session. Stateless. */
final class Sessions {

  /**
   * MySQL Reference Manual, "Server System Variables": those of global scope that do not change
   * while a server runs.
   */
  private static final Set<String> SAME_EVERYWHERE =
      Words.of(
          "VERSION VERSION_COMMENT VERSION_COMPILE_MACHINE VERSION_COMPILE_OS HOSTNAME PORT"
              + " SERVER_ID SERVER_UUID BASEDIR DATADIR LICENSE LOWER_CASE_TABLE_NAMES"
              + " LOWER_CASE_FILE_SYSTEM CHARACTER_SET_SYSTEM SYSTEM_TIME_ZONE");

  private Sessions() {}

  /** Of a name in upper case, its scope included. */
  static boolean isSameEverywhere(String variable) {
    return variable.startsWith("GLOBAL.") || SAME_EVERYWHERE.contains(variable);
  }
}
