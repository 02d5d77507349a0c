package io.dbkeepalive.recovery.sql;

import java.util.Random;

/** Makes SQL by a small grammar: half of it queries, half with something in it that is none. */
final class SqlGenerator {

  private static final String[] COLUMNS = {"a", "b", "t.a", "u.b", "\"c\"", "update_count"};
  private static final String[] TABLES = {"t", "u", "s.t", "\"t\"", "lock_table"};
  private static final String[] READING = {
    "upper(%s)",
    "lower(%s)",
    "coalesce(%s, 1)",
    "abs(%s)",
    "round(%s)",
    "max(%s)",
    "count(%s)",
    "nullif(%s, 2)",
    "sum(%s) OVER (PARTITION BY a ORDER BY b)",
    "count(DISTINCT %s)"
  };
  private static final String[] ACTING = {
    "my_function(%s)",
    "s.upper(%s)",
    "nextval('s')",
    "get_lock('x', %s)",
    "setval('s', %s)",
    "pg_advisory_lock(%s)",
    "set_config('a', 'b', %s)",
    "last_insert_id(%s)",
    "sleep(%s)",
    "dblink('x', %s)",
    "pg_sleep(%s)",
    "\"upper\"(%s)"
  };
  private static final String[] WRITES = {
    "INSERT INTO %s (a) VALUES (1)",
    "INSERT INTO %s SELECT a FROM u",
    "UPDATE %s SET a = 1 WHERE b = 2",
    "DELETE FROM %s WHERE a = 1",
    "MERGE INTO %s x USING u ON (x.a = u.a) WHEN MATCHED THEN UPDATE SET b = 1",
    "TRUNCATE TABLE %s",
    "DROP TABLE %s",
    "CREATE TABLE %s (a INTEGER)",
    "CREATE TEMPORARY TABLE %s (a INTEGER)",
    "ALTER TABLE %s ADD COLUMN b INTEGER",
    "SELECT a INTO %s FROM u",
    "LOCK TABLE %s IN EXCLUSIVE MODE",
    "COMMIT",
    "ROLLBACK",
    "SAVEPOINT a",
    "SET a = 1",
    "SET search_path = 'a'",
    "USE a",
    "CALL p(1)",
    "EXPLAIN ANALYZE DELETE FROM %s",
    "WITH x AS (DELETE FROM %s RETURNING a) SELECT * FROM x",
    "GRANT SELECT ON %s TO x",
    "RESET ALL"
  };
  private static final String[] LOCKS = {
    " FOR UPDATE", " FOR SHARE", " FOR UPDATE NOWAIT", " FOR UPDATE SKIP LOCKED"
  };
  private static final String[] BLANKS = {" ", "\n", "\t", "  ", "\r\n"};

  private final Random random;

  /** Whether one more function of those that act may be put in. */
  private boolean mayAct;

  SqlGenerator(long seed) {
    random = new Random(seed);
  }

  String next() {
    mayAct = random.nextInt(3) == 0;
    String text =
        switch (random.nextInt(8)) {
          case 0 -> String.format(one(WRITES), one(TABLES));
          case 1 -> query(2) + one(LOCKS);
          case 2 -> query(2) + "; " + (random.nextBoolean() ? query(1) : next());
          case 3 -> "WITH x AS (" + query(2) + ") " + select(2);
          case 4 -> "EXPLAIN " + query(2);
          default -> query(2);
        };
    return disguised(text);
  }

  private String query(int depth) {
    return switch (depth == 0 ? 9 : random.nextInt(10)) {
      case 0 -> select(depth - 1) + " UNION ALL " + select(depth - 1);
      case 1 -> "(" + select(depth - 1) + ")";
      default -> select(depth);
    };
  }

  private String select(int depth) {
    StringBuilder text = new StringBuilder("SELECT ");
    text.append(random.nextInt(6) == 0 ? "DISTINCT " : "").append(expression(depth));
    for (int i = random.nextInt(3); i > 0; i--) {
      text.append(", ").append(expression(depth)).append(random.nextBoolean() ? " AS x" + i : "");
    }
    text.append(" FROM ").append(source(depth));
    if (random.nextInt(3) == 0) {
      text.append(random.nextBoolean() ? " JOIN " : " LEFT JOIN ").append(source(depth));
      text.append(" ON ").append(condition(depth));
    }
    if (random.nextBoolean()) {
      text.append(" WHERE ").append(condition(depth));
    }
    if (random.nextInt(5) == 0) {
      text.append(" GROUP BY a HAVING ").append(condition(depth));
    }
    if (random.nextInt(4) == 0) {
      text.append(" ORDER BY ").append(expression(depth)).append(" DESC");
    }
    return text.toString();
  }

  private String source(int depth) {
    return depth > 0 && random.nextInt(4) == 0
        ? "(" + select(depth - 1) + ") q" + random.nextInt(9)
        : one(TABLES) + (random.nextInt(3) == 0 ? " AS y" : "");
  }

  private String condition(int depth) {
    return switch (depth <= 0 ? 0 : random.nextInt(6)) {
      case 1 -> expression(depth - 1) + " IN (SELECT a FROM " + one(TABLES) + ")";
      case 2 -> "EXISTS (" + select(depth - 1) + ")";
      case 3 -> condition(depth - 1) + " AND " + condition(depth - 1);
      case 4 -> "NOT (" + condition(depth - 1) + " OR " + condition(depth - 1) + ")";
      case 5 -> expression(depth - 1) + " BETWEEN 1 AND " + expression(depth - 1);
      default -> expression(depth) + " = " + expression(depth - 1);
    };
  }

  private String expression(int depth) {
    return switch (depth <= 0 ? random.nextInt(3) : random.nextInt(9)) {
      case 0 -> String.valueOf(random.nextInt(100));
      case 1 -> "'it''s; FOR UPDATE'";
      case 3 -> "CASE WHEN " + condition(depth - 1) + " THEN 1 ELSE " + one(COLUMNS) + " END";
      case 4 -> "(" + select(depth - 1) + ")";
      case 5 -> expression(depth - 1) + " + " + expression(depth - 1);
      case 6, 7 -> call(depth);
      case 8 -> "CAST(" + expression(depth - 1) + " AS INTEGER)";
      default -> one(COLUMNS);
    };
  }

  private String call(int depth) {
    boolean acts = mayAct && random.nextBoolean();
    mayAct &= !acts;
    return String.format(one(acts ? ACTING : READING), expression(depth - 1));
  }

  /** Other blanks, and another case outside of quotes: the same text to any reader. */
  private String disguised(String text) {
    StringBuilder disguised = new StringBuilder();
    char quote = 0;
    for (char c : text.toCharArray()) {
      if (quote == 0 && c == ' ') {
        disguised.append(one(BLANKS));
        continue;
      }
      if (c == '\'' || c == '"') {
        quote = quote == 0 ? c : quote == c ? 0 : quote;
      }
      boolean lower = quote == 0 && random.nextInt(4) == 0;
      disguised.append(lower ? Character.toLowerCase(c) : c);
    }
    return disguised.toString();
  }

  private String one(String[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
