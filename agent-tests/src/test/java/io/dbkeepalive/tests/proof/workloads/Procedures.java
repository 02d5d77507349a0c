package io.dbkeepalive.tests.proof.workloads;

import io.dbkeepalive.tests.proof.Application;
import io.dbkeepalive.tests.proof.Family;
import io.dbkeepalive.tests.proof.Workload;
import io.dbkeepalive.tests.proof.Writes;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
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
              callProcedure(application, connection, rows);
            } else {
              callFunction(application, connection, rows);
            }
          });
    }
  }

  private static void callProcedure(Application application, Connection connection, Writes rows)
      throws SQLException {
    long id = rows.next();
    try (CallableStatement call = connection.prepareCall("{call note_row(?, ?)}")) {
      call.setLong(1, id);
      call.registerOutParameter(2, Types.BIGINT);
      call.execute();
      rows.told(id);
      application.checkEqual(2 * id, call.getLong(2), "the answer");
    }
  }

  /** Without an out parameter, which pgjdbc cannot do in its simple mode. */
  private static void callFunction(Application application, Connection connection, Writes rows)
      throws SQLException {
    long id = rows.next();
    try (CallableStatement call = connection.prepareCall("{call note_row(?)}")) {
      call.setLong(1, id);
      try (ResultSet answer = call.executeQuery()) {
        rows.told(id);
        answer.next();
        application.checkEqual(2 * id, answer.getLong(1), "the answer");
      }
    }
  }
}
