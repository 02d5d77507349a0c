package io.dbkeepalive.tests.proof.workloads;

import io.dbkeepalive.tests.proof.Application;
import io.dbkeepalive.tests.proof.Family;
import io.dbkeepalive.tests.proof.Workload;
import io.dbkeepalive.tests.proof.Writes;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;

/** A stored procedure (PostgreSQL: function) that writes a row, and answers. */
public final class Procedures extends Workload {
  @Override
  public String kind() {
    return "procedure that writes";
  }

  @Override
  public void run(Application application) {
    Writes rows = application.rows();
    for (int i = 0; i < 2; i++) {
      application.unit(
          connection -> {
            if (application.family() == Family.MYSQL) {
              call(application, connection, rows, "{call note_row(?, ?)}", 1, 2);
            } else {
              call(application, connection, rows, "{? = call note_row(?)}", 2, 1);
            }
          });
    }
  }

  private static void call(
      Application application, Connection connection, Writes rows, String sql, int in, int out)
      throws SQLException {
    long id = rows.next();
    try (CallableStatement call = connection.prepareCall(sql)) {
      call.setLong(in, id);
      call.registerOutParameter(out, Types.BIGINT);
      call.execute();
      rows.told(id);
      application.checkEqual(2 * id, call.getLong(out), "the answer");
    }
  }
}
