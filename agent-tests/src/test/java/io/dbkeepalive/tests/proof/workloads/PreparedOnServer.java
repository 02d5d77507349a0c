package io.dbkeepalive.tests.proof.workloads;

import io.dbkeepalive.tests.proof.Application;
import io.dbkeepalive.tests.proof.Workload;
import io.dbkeepalive.tests.proof.Writes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Statements that are used so often that drivers prepare them on the server. */
public final class PreparedOnServer extends Workload {
  private static final int USES = 7;

  @Override
  public String kind() {
    return "write";
  }

  @Override
  public void run(Application application) {
    application.unit(connection -> use(application, connection));
  }

  private static void use(Application application, Connection connection) throws SQLException {
    Writes rows = application.rows();
    try (PreparedStatement insert =
            connection.prepareStatement("INSERT INTO writes (id) VALUES (?)");
        PreparedStatement read = connection.prepareStatement("SELECT n FROM numbers WHERE n = ?")) {
      for (int n = 1; n <= USES; n++) {
        long id = rows.next();
        insert.setLong(1, id);
        insert.executeUpdate();
        rows.told(id);
        application.does("read");
        read.setInt(1, n);
        try (ResultSet numbers = read.executeQuery()) {
          numbers.next();
          application.checkEqual(n, numbers.getInt(1), "the number");
        }
        application.does("write");
      }
    } finally {
      application.does("write");
    }
  }
}
