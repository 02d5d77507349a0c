package io.dbkeepalive.connection;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

/** The metadata of a connection, as the application holds it: without a state of its own. */
final class ManagedMetaData extends Dependent {
  ManagedMetaData(ManagedConnection connection, DatabaseMetaData handle) {
    super(connection, handle);
  }

  @Override
  Object make(Connection physical) throws SQLException {
    return physical.getMetaData();
  }

  @Override
  Connection owner() throws SQLException {
    return ((DatabaseMetaData) current).getConnection();
  }
}
