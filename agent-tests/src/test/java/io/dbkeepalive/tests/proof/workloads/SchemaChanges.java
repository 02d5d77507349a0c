package io.dbkeepalive.tests.proof.workloads;

import io.dbkeepalive.tests.proof.Application;
import io.dbkeepalive.tests.proof.Family;
import io.dbkeepalive.tests.proof.Workload;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Makes, alters, fills and drops tables. */
public final class SchemaChanges extends Workload {
  private final List<Table> tables = new ArrayList<>();

  @Override
  public String kind() {
    return "DDL";
  }

  @Override
  public void run(Application application) {
    for (int i = 0; i < 2; i++) {
      Table table = new Table("made_" + application.nextId());
      tables.add(table);
      application.unit(connection -> table.live(application, connection));
    }
  }

  @Override
  public void verify(Application application, Connection outside) throws SQLException {
    for (Table table : tables) {
      table.verify(application, outside);
    }
  }

  /** One table, and the last of its steps that was told to have succeeded, and was tried. */
  private static final class Table {
    private final String name;
    private int told;
    private int tried;

    Table(String name) {
      this.name = name;
    }

    void live(Application application, Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        step(statement, "CREATE TABLE " + name + " (id INT)");
        step(statement, "ALTER TABLE " + name + " ADD COLUMN more INT");
        application.does("write");
        step(statement, "INSERT INTO " + name + " (id, more) VALUES (1, 2)");
        application.does("DDL");
        step(statement, "DROP TABLE " + name);
      } finally {
        application.does("DDL");
      }
    }

    private void step(Statement statement, String sql) throws SQLException {
      tried++;
      statement.executeUpdate(sql);
      told++;
    }

    void verify(Application application, Connection outside) throws SQLException {
      boolean there = count(application, "tables", "table_name") > 0;
      application.check(there || told < 1 || tried == 4, "lost: table " + name);
      application.check(!there || told < 4, "lost: the end of table " + name);
      if (!there) {
        return;
      }
      int columns = count(application, "columns", "table_name");
      application.check(columns == 2 || told < 2, "lost: a column of " + name);
      int rows = Integer.parseInt(application.askOutside("SELECT COUNT(*) FROM " + name));
      application.check(rows <= 1, "double: " + rows + " rows in " + name);
      application.check(rows == 1 || told < 3, "lost: the row in " + name);
      try (Statement statement = outside.createStatement()) {
        statement.executeUpdate("DROP TABLE " + name);
      }
    }

    private int count(Application application, String of, String column) throws SQLException {
      String schema = application.family() == Family.MYSQL ? "test" : "public";
      return Integer.parseInt(
          application.askOutside(
              String.format(
                  "SELECT COUNT(*) FROM information_schema.%s"
                      + " WHERE %s = '%s' AND table_schema = '%s'",
                  of, column, name, schema)));
    }
  }
}
