package io.dbkeepalive.tests.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** A program of a test that works over a few connections, each time when it is given a line. */
public final class OpenStatements {
  public static final int NUMBER = 5;

  private OpenStatements() {}

  /**
   * Until it is told to {@code end}.
   *
   * @param login URL, user, password
   * @param work given each line, and a statement of each connection
   */
  public static void serve(String[] login, BiConsumer<String, List<Statement>> work)
      throws SQLException, IOException {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    List<Statement> statements = new ArrayList<>();
    for (int i = 0; i < NUMBER; i++) {
      Connection connection = DriverManager.getConnection(login[0], login[1], login[2]);
      statements.add(connection.createStatement());
    }
    System.out.println("ready");
    for (String line = commands.readLine(); !"end".equals(line); line = commands.readLine()) {
      work.accept(line, statements);
    }
  }
}
