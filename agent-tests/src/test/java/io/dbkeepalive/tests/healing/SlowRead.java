package io.dbkeepalive.tests.healing;

import io.dbkeepalive.tests.support.Pairing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A query that keeps a server busy for about a second, and provably only reads. */
final class SlowRead {
  private static final String MARK = "SELECT COUNT(*) FROM numbers a";

  private final long numbers;

  private SlowRead(long numbers) {
    this.numbers = numbers;
  }

  static SlowRead prepare(Pairing pairing) throws SQLException {
    // each database counts as fast as it can
    int numbers =
        switch (pairing.driver()) {
          case CONNECTOR_J, MARIADB_CONNECTOR_J -> 180;
          case PGJDBC -> 220;
          case H2 -> 130;
        };
    Sql.table(pairing, "numbers", " (n INT PRIMARY KEY)");
    try (Connection connection = pairing.connect();
        PreparedStatement insert = connection.prepareStatement("INSERT INTO numbers VALUES (?)")) {
      connection.setAutoCommit(false);
      for (int n = 0; n < numbers; n++) {
        insert.setInt(1, n);
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
    }
    return new SlowRead(numbers);
  }

  /** By which the server's list of statements shows it. */
  String mark() {
    return MARK;
  }

  List<String> run(Statement statement) {
    try {
      return Sql.column(
          statement,
          MARK + " CROSS JOIN numbers b CROSS JOIN numbers c WHERE a.n + b.n + c.n >= 0");
    } catch (SQLException e) {
      throw new AssertionError("a read failed that could have been run again", e);
    }
  }

  List<String> answer() {
    return List.of(String.valueOf(numbers * numbers * numbers));
  }
}
