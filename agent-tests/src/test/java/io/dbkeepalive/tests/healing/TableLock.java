package io.dbkeepalive.tests.healing;

import io.dbkeepalive.tests.support.Pairing;
import java.sql.Connection;
import java.sql.SQLException;

/** A lock in which every statement on a table waits, those that only read it too. */
final class TableLock {
  private TableLock() {}

  static void take(Pairing pairing, Connection holder, String table) throws SQLException {
    if (Sql.isMySqlFamily(pairing)) {
      Sql.execute(holder, "LOCK TABLES " + table + " WRITE");
    } else {
      holder.setAutoCommit(false);
      Sql.execute(holder, "LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
    }
  }

  static void release(Pairing pairing, Connection holder) throws SQLException {
    if (Sql.isMySqlFamily(pairing)) {
      Sql.execute(holder, "UNLOCK TABLES");
    } else {
      holder.rollback();
      holder.setAutoCommit(true);
    }
  }
}
