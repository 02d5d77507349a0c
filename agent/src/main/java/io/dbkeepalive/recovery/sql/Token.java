package io.dbkeepalive.recovery.sql;

/** The kinds of token that {@link Lexer} tells apart. */
enum Token {
  /** A bare name or keyword; its text is in ASCII upper case. */
  WORD,
  /**
   * A name in quotes, or what may be one: never a keyword, never a known function. Its text is what
   * stands between the quotes.
   */
  QUOTED,
  STRING,
  NUMBER,
  /**
   * {@code @name} of MySQL and H2, its host in a user's name too; its text is the name in ASCII
   * upper case, or empty where it is not a plain one.
   */
  VARIABLE,
  /**
   * {@code @@name} of MySQL; its text is the name in ASCII upper case, scope included, or empty
   * where the name is not a plain one.
   */
  SYSTEM_VARIABLE,
  /** One character, or {@code :=}. */
  SYMBOL,
  END,
  /** Cannot be read, or can be read in two ways: the whole text proves nothing. */
  BROKEN
}
