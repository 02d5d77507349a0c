package io.dbkeepalive.smoke;

import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.Statement;

/** Prints the {@code serialVersionUID} of classes. */
public final class SerialVersions {
  private SerialVersions() {}

  /**
   * Loads the classes.
   *
   * @param arguments their names
   */
  public static void main(String[] arguments) throws ClassNotFoundException {
    for (String name : arguments) {
      Class<?> type = Class.forName(name);
      System.out.println(name + " " + ObjectStreamClass.lookup(type).getSerialVersionUID());
    }
  }

  /** Whose version follows from its members. */
  public abstract static class ImplicitConnection implements Connection, Serializable {
    protected int number;
    private transient String text;

    @Override
    public String nativeSQL(String sql) {
      text = sql + number;
      return text;
    }
  }

  /** Whose version it states. */
  public abstract static class ExplicitStatement implements Statement, Serializable {
    private static final long serialVersionUID = 4711;
  }
}
