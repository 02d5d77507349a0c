package io.dbkeepalive.tests.proof;

import io.dbkeepalive.tests.support.JdbcDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What an application does in one run. A run has an instance of its own, which may remember what
 * the application was told. To add one: a class beside the others, and a line in {@link Workloads}.
 */
public abstract class Workload {

  /** What its executions are counted as, in a word or two, such as {@code read}. */
  public abstract String kind();

  /** Whether it makes sense with a family of servers. */
  public boolean suits(Family family) {
    return true;
  }

  /** Options of the driver that it needs, each as {@code name=value}. */
  public List<String> options(JdbcDriver driver, Family family) {
    return List.of();
  }

  /** Makes what it needs, over another connection that is never cut. */
  public void prepare(Application application) throws SQLException {}

  /**
   * Works in {@linkplain Application#unit units} of which each begins anew after an error. An
   * exception thrown here is a defect of the workload.
   */
  public abstract void run(Application application) throws SQLException;

  /**
   * Compares the database with what was told, beyond the rows of {@link Writes}, over another
   * connection; says {@link Application#check} for what must hold.
   */
  public void verify(Application application, Connection outside) throws SQLException {}

  /** The workload's name, as the class. */
  public final String name() {
    return getClass().getSimpleName();
  }
}
