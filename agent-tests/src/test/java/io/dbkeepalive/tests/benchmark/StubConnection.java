package io.dbkeepalive.tests.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.concurrent.Executor;

/** Made by {@link StubLoader}: what is missing here fails when it is called. */
public abstract class StubConnection implements Connection {
  private final int generation = StubDriver.generation();

  /** Always the same, so that nothing is allocated. */
  private final Statement plain = StubLoader.make(StubStatement.class, PreparedStatement.class);

  @Override
  public Statement createStatement() {
    return plain;
  }

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
    return generation == StubDriver.generation();
  }

  @Override
  public boolean isClosed() {
    return false;
  }

  @Override
  public void abort(Executor executor) {}

  @Override
  public void close() {}
}
