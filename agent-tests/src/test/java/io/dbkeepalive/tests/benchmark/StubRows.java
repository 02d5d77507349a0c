package io.dbkeepalive.tests.benchmark;

import java.sql.ResultSet;

/** Made by {@link StubLoader}. Has a row at any time. */
public abstract class StubRows implements ResultSet {
  private int read;

  @Override
  public boolean next() {
    read++;
    return true;
  }

  @Override
  public int getInt(int column) {
    return read;
  }

  @Override
  public void close() {}
}
