package io.dbkeepalive.recovery.sql;

import static io.dbkeepalive.dialect.SqlDialect.H2;
import static io.dbkeepalive.dialect.SqlDialect.MYSQL;
import static io.dbkeepalive.dialect.SqlDialect.POSTGRESQL;

import io.dbkeepalive.dialect.SqlDialect;
import io.dbkeepalive.recovery.sql.SqlTraits.Transaction;
import java.util.List;
import java.util.Set;

/**
 * Statements that define, grant or maintain. PostgreSQL runs them within the transaction; MySQL
 * Reference Manual "Statements That Cause an Implicit Commit" and MariaDB "SQL statements That
 * Cause an Implicit Commit" name those that commit there; of other databases the worst is assumed.
 * Stateless.
 */
final class Definitions {

  /** Kinds of object whose definition leaves the session alone. */
  private static final Set<String> KINDS =
      Words.of("TABLE INDEX VIEW SEQUENCE SCHEMA DATABASE USER ROLE EXTENSION TYPE DOMAIN");

  private static final Set<String> BEFORE_KIND =
      Words.of("OR REPLACE UNIQUE MATERIALIZED FULLTEXT SPATIAL IF NOT EXISTS UNLOGGED");

  private static final Set<String> RENAMING = Words.of("ALTER RENAME");

  private Definitions() {}

  /** {@link SqlTraits#UNKNOWN} for any other statement. */
  static SqlTraits traits(Statement statement, SqlDialect dialect) {
    if (!isKnown(statement.head(), dialect)) {
      return SqlTraits.UNKNOWN;
    }
    if (dialect == POSTGRESQL) {
      return withNewNames(statement, Transaction.NONE);
    }
    SqlTraits commits = withNewNames(statement, Transaction.IMPLICIT_COMMIT);
    return commits.taints() ? SqlTraits.UNKNOWN : commits;
  }

  private static SqlTraits withNewNames(Statement statement, Transaction transaction) {
    SqlTraits write = statement.write(transaction);
    boolean renames =
        RENAMING.contains(statement.head().get(0)) && TemporaryObjects.mayRename(statement);
    return renames ? write.with(TemporaryObjects.renameAll()) : write;
  }

  private static boolean isKnown(List<String> head, SqlDialect dialect) {
    switch (head.get(0)) {
      case "CREATE":
      case "ALTER":
      case "DROP":
        return isPermanent(head, dialect);
      case "TRUNCATE":
      case "GRANT":
      case "REVOKE":
        return true;
      case "COMMENT":
        return dialect != MYSQL;
      case "RENAME":
        return dialect == MYSQL && has(head, 1, "TABLE");
      case "ANALYZE": // MariaDB runs what it analyzes, unless it is a table
      case "CHECK":
      case "OPTIMIZE":
      case "REPAIR":
        boolean local = has(head, 1, "LOCAL") || has(head, 1, "NO_WRITE_TO_BINLOG");
        return (dialect == MYSQL && has(head, local ? 2 : 1, "TABLE"))
            || (head.get(0).equals("ANALYZE") && (dialect == POSTGRESQL || dialect == H2));
      case "FLUSH": // TABLES ... WITH READ LOCK, FOR EXPORT lock for the session
        return dialect == MYSQL
            && !head.contains("WITH")
            && !head.contains("FOR")
            && head.size() < 16;
      case "REFRESH":
      case "NOTIFY":
        return dialect == POSTGRESQL;
      default:
        return false;
    }
  }

  /** Neither of a temporary object nor of the schema that the session may be in. */
  private static boolean isPermanent(List<String> head, SqlDialect dialect) {
    int at = 1;
    while (at < head.size() && BEFORE_KIND.contains(head.get(at))) {
      at++;
    }
    String kind = at < head.size() ? head.get(at) : "";
    boolean current =
        kind.equals("SCHEMA")
            || kind.equals("DATABASE")
            || kind.equals("USER")
            || kind.equals("ROLE");
    boolean leavesSession = head.get(0).equals("CREATE") || dialect == POSTGRESQL;
    return KINDS.contains(kind) && (leavesSession || !current);
  }

  private static boolean has(List<String> head, int index, String word) {
    return index < head.size() && head.get(index).equals(word);
  }
}
