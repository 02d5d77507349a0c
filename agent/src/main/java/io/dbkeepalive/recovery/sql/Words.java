package io.dbkeepalive.recovery.sql;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** Immutable sets of upper-case words, for tables that read like text. */
final class Words {

  private Words() {}

  /** The words of all lists, each list separated by blanks. */
  static Set<String> of(String... lists) {
    Set<String> words = new HashSet<>();
    for (String list : lists) {
      words.addAll(Arrays.asList(list.trim().split("\\s+")));
    }
    return Collections.unmodifiableSet(words);
  }
}
