package io.dbkeepalive.tests.proof;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;

/** What differs between the servers that workloads run on. */
public enum Family {
  MYSQL(
      """
      DROP TABLE IF EXISTS writes
      CREATE TABLE writes (seq BIGINT AUTO_INCREMENT PRIMARY KEY, id BIGINT NOT NULL,\
       hits INT NOT NULL DEFAULT 0, KEY (id))
      DROP TABLE IF EXISTS accounts
      CREATE TABLE accounts (run BIGINT, name INT, balance BIGINT, PRIMARY KEY (run, name))
      DROP TABLE IF EXISTS numbers
      CREATE TABLE numbers (n INT PRIMARY KEY)
      INSERT INTO numbers VALUES (1), (2), (3), (4), (5), (6), (7)
      DROP PROCEDURE IF EXISTS note_row
      CREATE PROCEDURE note_row(IN row_id BIGINT, OUT answer BIGINT)\
       BEGIN INSERT INTO writes (id) VALUES (row_id); SET answer = 2 * row_id; END""",
      "SELECT 1 FROM information_schema.processlist WHERE id = ?"),
  POSTGRESQL(
      """
      DROP TABLE IF EXISTS writes
      CREATE TABLE writes (seq BIGSERIAL PRIMARY KEY, id BIGINT NOT NULL,\
       hits INT NOT NULL DEFAULT 0)
      CREATE INDEX ON writes (id)
      DROP TABLE IF EXISTS accounts
      CREATE TABLE accounts (run BIGINT, name INT, balance BIGINT, PRIMARY KEY (run, name))
      DROP TABLE IF EXISTS numbers
      CREATE TABLE numbers (n INT PRIMARY KEY)
      INSERT INTO numbers VALUES (1), (2), (3), (4), (5), (6), (7)
      DROP SCHEMA IF EXISTS other CASCADE
      CREATE SCHEMA other
      CREATE TABLE other.numbers (n INT PRIMARY KEY)
      INSERT INTO other.numbers VALUES (101), (102)
      CREATE OR REPLACE FUNCTION note_row(row_id BIGINT) RETURNS BIGINT LANGUAGE plpgsql AS\
       $$ BEGIN INSERT INTO writes (id) VALUES (row_id); RETURN 2 * row_id; END $$""",
      "SELECT 1 FROM pg_stat_activity WHERE pid = ?");

  private final String schema;

  /** Answers with a row while the session that is the parameter lives. */
  final String lives;

  Family(String schema, String lives) {
    this.schema = schema;
    this.lives = lives;
  }

  /** Makes the tables anew that workloads use. */
  List<String> schema() {
    return schema.lines().toList();
  }

  /** The number by which the server knows a session, as the driver remembers it. */
  static long session(Connection connection) throws SQLException {
    if (connection.isWrapperFor(PGConnection.class)) {
      return connection.unwrap(PGConnection.class).getBackendPID();
    }
    if (connection.isWrapperFor(com.mysql.cj.jdbc.JdbcConnection.class)) {
      return connection.unwrap(com.mysql.cj.jdbc.JdbcConnection.class).getId();
    }
    return connection.unwrap(org.mariadb.jdbc.Connection.class).getThreadId();
  }
}
