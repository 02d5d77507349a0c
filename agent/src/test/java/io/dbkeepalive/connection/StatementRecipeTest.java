package io.dbkeepalive.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementRecipeTest {
  private static final String SQL = "INSERT INTO item VALUES (?)";
  private static final JdbcMethod PREPARE =
      Jdbc.method(Role.CREATE, Connection.class, "prepareStatement", String.class, int.class);
  private static final JdbcMethod CREATE =
      Jdbc.method(Role.CREATE, Connection.class, "createStatement");
  private static final JdbcMethod INT =
      Jdbc.method(PreparedStatement.class, "setInt", int.class, int.class);
  private static final JdbcMethod ADD = Jdbc.method(PreparedStatement.class, "addBatch");
  private static final JdbcMethod ADD_SQL = Jdbc.method(Statement.class, "addBatch", String.class);
  private static final JdbcMethod CLEAR = Jdbc.method(Statement.class, "clearBatch");
  private static final JdbcMethod CLEAR_PARAMETERS =
      Jdbc.method(PreparedStatement.class, "clearParameters");

  private final Jdbc driver = new Jdbc();
  private final PreparedStatement made = driver.object(PreparedStatement.class);
  private final Connection connection = driver.object(Connection.class);
  private final StatementRecipe prepared =
      new StatementRecipe(PREPARE, new Object[] {SQL, Statement.RETURN_GENERATED_KEYS});
  private final StatementRecipe plain = new StatementRecipe(CREATE, new Object[0]);

  StatementRecipeTest() {
    driver.answers.put("prepareStatement", made);
    driver.answers.put("createStatement", made);
  }

  @Test
  void statementIsCreatedBySameCallWithSettingsThenBatchThenParameters() throws Throwable {
    prepared.setting(setting("setFetchSize"), new Object[] {50});
    prepared.setting(setting("setMaxRows"), new Object[] {10});
    prepared.parameters().set(INT, 1, 7L);
    prepared.change(ADD, new Object[0]);
    prepared.parameters().set(INT, 1, 8L);
    prepared.change(ADD, new Object[0]);
    prepared.parameters().set(INT, 1, 9L);

    assertSame(made, prepared.make(connection));

    assertEquals(
        List.of(
            "prepareStatement[" + SQL + ", 1]",
            "setFetchSize[50]",
            "setMaxRows[10]",
            "setInt[1, 7]",
            "addBatch[]",
            "setInt[1, 8]",
            "addBatch[]",
            "setInt[1, 9]"),
        driver.calls);
  }

  @Test
  void lastOfSettingsThatUndoEachOtherRules() throws Throwable {
    plain.setting(Jdbc.method(Statement.class, "setLargeMaxRows", long.class), new Object[] {100L});
    JdbcMethod maxRows = setting("setMaxRows");
    plain.setting(maxRows, new Object[] {5});
    JdbcMethod timeout = setting("setQueryTimeout");
    plain.setting(timeout, new Object[] {3});
    plain.setting(maxRows, new Object[] {10});

    plain.make(connection);

    assertEquals(
        List.of(
            "createStatement[]", "setLargeMaxRows[100]", "setQueryTimeout[3]", "setMaxRows[10]"),
        driver.calls);
  }

  @Test
  void batchOfSqlIsAddedAgainInOrder() throws Throwable {
    plain.change(ADD_SQL, new Object[] {"DELETE FROM a"});
    plain.change(ADD_SQL, new Object[] {"DELETE FROM b"});

    plain.make(connection);

    assertEquals(
        List.of("createStatement[]", "addBatch[DELETE FROM a]", "addBatch[DELETE FROM b]"),
        driver.calls);
    assertEquals(List.of("DELETE FROM a", "DELETE FROM b"), plain.batchSql());
  }

  @Test
  void clearedBatchIsGone() throws Throwable {
    prepared.parameters().set(INT, 1, 7L);
    prepared.change(ADD, new Object[0]);
    prepared.change(CLEAR, new Object[0]);

    prepared.make(connection);

    assertFalse(driver.calls.contains("addBatch[]"), driver.calls::toString);
    assertTrue(driver.calls.contains("setInt[1, 7]"), "the parameters stay");
  }

  @Test
  void executedBatchIsGone() {
    plain.change(ADD_SQL, new Object[] {"DELETE FROM a"});

    plain.batchEnded();

    assertEquals(List.of(), plain.batchSql());
  }

  @Test
  void clearedParametersAreGoneButNotThoseOfTheBatch() throws Throwable {
    prepared.parameters().set(INT, 1, 7L);
    prepared.change(ADD, new Object[0]);
    prepared.change(CLEAR_PARAMETERS, new Object[0]);

    prepared.make(connection);

    assertEquals(
        List.of("setInt[1, 7]", "addBatch[]"), driver.calls.subList(1, driver.calls.size()));
  }

  @Test
  void queryTimeoutIsTheLastOneSet() {
    assertEquals(0, plain.queryTimeout());
    plain.setting(setting("setMaxRows"), new Object[] {9});
    JdbcMethod timeout = setting("setQueryTimeout");
    plain.setting(timeout, new Object[] {5});
    plain.setting(timeout, new Object[] {3});

    assertEquals(3, plain.queryTimeout());
  }

  @Test
  void sqlIsThatOfThePrepare() {
    assertEquals(SQL, prepared.sql());
    assertNull(plain.sql());
    assertNull(
        new StatementRecipe(CREATE, new Object[] {ResultSet.TYPE_FORWARD_ONLY}).sql(),
        "result set type is no SQL");
  }

  @Test
  void updatableIsToldFromGeneratedKeys() {
    assertFalse(prepared.isUpdatable());
    assertTrue(
        new StatementRecipe(
                CREATE,
                new Object[] {ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE})
            .isUpdatable());
  }

  @Test
  void changedValueInTheBatchMakesItUnrepeatable() {
    byte[] bytes = {1};
    prepared
        .parameters()
        .set(Jdbc.method(PreparedStatement.class, "setBytes", int.class, byte[].class), 1, bytes);
    prepared.change(ADD, new Object[0]);
    prepared.change(CLEAR_PARAMETERS, new Object[0]);
    assertNull(prepared.unrepeatable());

    bytes[0]++;

    assertEquals(
        "parameter 1 was changed by the application after it was set, in the batch",
        prepared.unrepeatable());
  }

  @Test
  void halfMadeStatementIsClosed() {
    SQLException refused = new SQLException("no such size");
    driver.answers.put("setFetchSize", refused);
    plain.setting(setting("setFetchSize"), new Object[] {50});

    assertSame(refused, assertThrows(SQLException.class, () -> plain.make(connection)));
    assertEquals("close[]", driver.calls.get(driver.calls.size() - 1));
  }

  private static JdbcMethod setting(String name) {
    return Jdbc.method(Role.STATEMENT_SETTING, Statement.class, name, int.class);
  }
}
