package io.dbkeepalive.recovery.sql;

import static io.dbkeepalive.dialect.SqlDialect.COMMON;

import io.dbkeepalive.dialect.SqlDialect;

/** Statements whose very purpose is state of the session, in any dialect. Stateless. */
final class SessionCommands {

  private SessionCommands() {}

  /** Null if the statement is none of these. */
  static SqlTraits traits(Statement statement, SqlDialect dialect) {
    switch (statement.head().get(0)) {
      case "CALL":
        return SqlTraits.unknown("CALL of a procedure");
      case "EXECUTE":
        return SqlTraits.unknown("EXECUTE of what was prepared or is computed");
      case "CREATE":
        return dialect == COMMON ? null : TemporaryObjects.create(statement, dialect);
      case "DROP":
        SqlTraits dropped = dialect == COMMON ? null : TemporaryObjects.drop(statement, dialect);
        return dropped != null ? dropped : ofDialect(statement, dialect);
      default:
        return ofDialect(statement, dialect);
    }
  }

  private static SqlTraits ofDialect(Statement statement, SqlDialect dialect) {
    switch (dialect) {
      case MYSQL:
        return MySqlCommands.traits(statement);
      case POSTGRESQL:
        return PostgresqlCommands.traits(statement);
      default:
        return null;
    }
  }
}
