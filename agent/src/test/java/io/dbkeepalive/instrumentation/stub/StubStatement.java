package io.dbkeepalive.instrumentation.stub;

import java.io.InputStream;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Reassigns the parameters of its methods, as compilers let it. */
public abstract class StubStatement extends StubBase implements PreparedStatement {
  @Override
  public void setInt(int index, int value) throws SQLException {
    index--;
    value = value * 2;
    called(value);
  }

  @Override
  public void setLong(int index, long value) throws SQLException {
    value = ++index;
    called(value);
  }

  @Override
  public void setDouble(int index, double value) throws SQLException {
    value = -1;
    called(value);
  }

  @Override
  public void setFloat(int index, float value) throws SQLException {
    called(value);
  }

  @Override
  public void setBoolean(int index, boolean value) throws SQLException {
    value = !value;
    setInt(index, value ? 1 : 0);
  }

  @Override
  public void setString(int index, String value) throws SQLException {
    value = null;
    called("setString");
  }

  @Override
  public void setObject(int index, Object value, int type) throws SQLException {
    value = null;
    called(type);
  }

  @Override
  public void setBinaryStream(int index, InputStream value) throws SQLException {
    called(value);
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    called("executeLargeUpdate");
    return 1L << 40;
  }

  @Override
  public boolean execute() throws SQLException {
    called("execute");
    return false;
  }
}
