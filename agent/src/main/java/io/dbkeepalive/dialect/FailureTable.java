package io.dbkeepalive.dialect;

import java.sql.SQLException;

/** What the failures of one family of drivers mean. Stateless. */
interface FailureTable {

  /** Of this exception alone, not of its causes; never null. */
  FailureKind kindOf(SQLException failure);

  /** Whether this is a query time-out or a cancelled statement, of a connection that lives on. */
  default boolean isCancel(SQLException failure) {
    return false;
  }
}
