package io.dbkeepalive.tests.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;

/** Made by {@link StubLoader}: what is missing here fails when it is called. */
public abstract class StubConnection implements Connection {
  @Override
  public PreparedStatement prepareStatement(String sql) {
    return StubLoader.make(StubStatement.class, PreparedStatement.class);
  }

  @Override
  public boolean getAutoCommit() {
    return true;
  }

  @Override
  public void setAutoCommit(boolean autoCommit) {}

  @Override
  public void setReadOnly(boolean readOnly) {}

  @Override
  public void commit() {}

  /** Asked after a pause of the benchmark. */
  @Override
  public boolean isValid(int seconds) {
    return true;
  }

  @Override
  public void close() {}
}
