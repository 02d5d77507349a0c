package io.dbkeepalive.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.bootstrap.Handle;
import io.dbkeepalive.bootstrap.HandleState;
import io.dbkeepalive.config.ConfigFile;
import io.dbkeepalive.config.Options;
import io.dbkeepalive.config.OptionsParser;
import io.dbkeepalive.recovery.Outcome;
import io.dbkeepalive.recovery.RecoveryService;
import io.dbkeepalive.recovery.TransactionWork;
import io.dbkeepalive.telemetry.log.LogCapture;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Calls that recovery cannot help, by the fault of somebody else. */
class CallsTest {
  private static final String INSERT = "INSERT INTO t VALUES (?)";
  private static final Object[] NONE = {};

  private static final JdbcMethod COMMIT = Jdbc.method(Role.COMMIT, Connection.class, "commit");
  private static final JdbcMethod PREPARE =
      Jdbc.method(Role.CREATE, Connection.class, "prepareStatement", String.class);
  private static final JdbcMethod UPDATE =
      Jdbc.method(Role.EXECUTE_PREPARED, PreparedStatement.class, "executeUpdate");
  private static final JdbcMethod BATCH =
      Jdbc.method(Role.EXECUTE_BATCH, Statement.class, "executeBatch");
  private static final JdbcMethod ADD =
      Jdbc.method(Role.PARAMETERS, PreparedStatement.class, "addBatch");
  private static final JdbcMethod STREAM =
      Jdbc.method(PreparedStatement.class, "setBinaryStream", int.class, InputStream.class);

  private final Jdbc driver = new Jdbc();
  private final Connection handle = driver.object(Connection.class, Handle.class);
  private final ManagedConnection connection;
  private final ManagedStatement insert;

  CallsTest() throws SQLException {
    driver.answers.put("getConnection", handle);
    Options options =
        OptionsParser.parse(
                "recovery-timeout=100ms", new Properties(), Map.of(), ConfigFile.ON_DISK)
            .options();
    connection =
        new ManagedConnection(
            new Environment(options, new RecoveryService(options)),
            handle, // outside auto-commit mode
            Opener.of(driver.object(Driver.class), "jdbc:mysql://db/shop", new Properties()),
            null);
    insert =
        new ManagedStatement(
            connection,
            driver.object(PreparedStatement.class, Handle.class),
            new StatementRecipe(PREPARE, new Object[] {INSERT}));
  }

  /** Another thread does not come out: nobody may exchange the connection under its feet. */
  @Test
  void callThatWaitedInVainIsToldAndCountsAsLost() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    Thread busy = stayInside(over);
    try {
      connection.lose();
      SQLException told = told(insert, UPDATE);
      assertEquals("08003", told.getSQLState());
      assertTrue(told.getMessage().contains("calls of other threads"), told::getMessage);
    } finally {
      over.countDown();
      busy.join();
    }
    assertEquals(TransactionWork.MORE, connection.session.work());
    try (LogCapture log = new LogCapture()) {
      log.start("warn");
      told(connection, COMMIT);
      assertTrue(log.only("call-refused").contains("reason=transaction-lost"), log.text());
    }
  }

  private Thread stayInside(CountDownLatch over) throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    Thread busy =
        new Thread(
            () -> {
              assertTrue(connection.guard.enter());
              inside.countDown();
              awaitQuietly(over);
              connection.guard.leave();
            });
    busy.start();
    inside.await();
    return busy;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The driver's object of a statement may be in doubt without its connection being lost. */
  @Test
  void healthyConnectionIsNotEndedForStatementThatCannotBeMadeAgain() {
    driver.answers.put("clearBatch", new SQLException("still in use"));
    insert.recipe.change(ADD, NONE);
    connection.quarantine("a part of the transaction was lost");
    assertEquals("25S03", told(insert, BATCH).getSQLState());
    assertTrue(insert.isStale(), "what the driver has of the batch is not known");
    connection.endQuarantine();
    insert.recipe.parameters().set(STREAM, 1, InputStream.nullInputStream());

    SQLException told = told(insert, UPDATE);

    assertTrue(told.getSuppressed()[0].getMessage().contains("read only once"), told::toString);
    assertFalse(connection.isLost());
    assertFalse(driver.calls.contains("close[]"), driver.calls::toString);
    assertTrue(driver.calls.stream().noneMatch(call -> call.startsWith("abort")));
  }

  private SQLException told(HandleState called, JdbcMethod method) {
    assertTrue(connection.guard.enter());
    Outcome outcome = ManagedCalls.recover(called, called.handle(), method, NONE, null);
    assertFalse(connection.guard.isHeldBy(Thread.currentThread()));
    return (SQLException) outcome.failure();
  }
}
