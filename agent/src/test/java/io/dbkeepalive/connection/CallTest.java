package io.dbkeepalive.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.bootstrap.Handle;
import io.dbkeepalive.config.Options;
import io.dbkeepalive.dialect.FailureKind;
import io.dbkeepalive.dialect.SqlDialect;
import io.dbkeepalive.recovery.Outcome;
import io.dbkeepalive.recovery.RecoveryService;
import io.dbkeepalive.recovery.TransactionWork;
import io.dbkeepalive.recovery.sql.SqlClassifier;
import io.dbkeepalive.telemetry.log.LogCapture;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What a call loses when several threads meet the same loss, one after the other. */
class CallTest {
  private static final JdbcMethod COMMIT = Jdbc.method(Role.COMMIT, Connection.class, "commit");
  private static final JdbcMethod META_DATA =
      Jdbc.method(Role.QUERY, Connection.class, "getMetaData");

  private final SQLException gone = new SQLException("Communications link failure", "08S01");
  private final Jdbc driver = new Jdbc();
  private final Connection handle = driver.object(Connection.class, Handle.class);
  private final ManagedConnection connection;

  CallTest() throws SQLException {
    driver.answers.put("getAutoCommit", false);
    connection =
        new ManagedConnection(
            new Environment(Options.defaults(), new RecoveryService(Options.defaults())),
            handle,
            Opener.of(driver.object(Driver.class), "jdbc:mysql://db/shop", new Properties()),
            null);
  }

  @Test
  void commitInDoubtStaysInDoubtAfterAnotherThreadWasTold() {
    run("INSERT INTO t VALUES (1)");
    Call commit = call(COMMIT);

    connection.lose(); // as the other thread does
    connection.healing.told();

    assertEquals(TransactionWork.MORE, commit.losesWork(inCall(commit)));
  }

  @Test
  void lossThatAnotherThreadWasToldOfIsToldToThisOneToo() {
    run("CREATE TEMPORARY TABLE t (a INT)");
    Call call = call(META_DATA);

    connection.lose();
    connection.healing.told();

    assertNotNull(call.losesTaint(inCall(call)));
  }

  @Test
  void sessionThatAnotherThreadOpenedIsNotLostWithTheOldOne() {
    Call call = call(META_DATA);

    connection.lose();
    connection.adopt(new Jdbc().object(Connection.class, Handle.class));
    run("INSERT INTO t VALUES (1)");
    run("CREATE TEMPORARY TABLE t (a INT)");

    assertEquals(TransactionWork.NOTHING, call.losesWork(inCall(call)));
    assertNull(call.losesTaint(inCall(call)));
  }

  @Test
  void statementThatCannotBeMadeAgainLosesNothingElse() {
    run("INSERT INTO t VALUES (1)");
    run("CREATE TEMPORARY TABLE t (a INT)");
    Call call = call(META_DATA);

    assertEquals(TransactionWork.NOTHING, call.losesWork(Loss.ofStatement(null)));
    assertNull(call.losesTaint(Loss.ofStatement(null)));
  }

  @Test
  void whatAnotherThreadBeganMeanwhileIsLostAsWell() {
    Call call = call(META_DATA);
    run("INSERT INTO t VALUES (1)");

    assertEquals(TransactionWork.MORE, call.losesWork(inCall(call)));
  }

  /** The driver says that it is closed: the whole way through recovery. */
  @Test
  void lostCommitComesOutAsTheDriversOwnExceptionAndQuarantines() {
    try (LogCapture log = new LogCapture()) {
      log.start("warn");
      loseCommit();
      assertTrue(log.only("call-refused").contains("reason=commit-in-doubt"), log.text());
    }
    assertEquals("25S03", stateOf(COMMIT));
  }

  private void loseCommit() {
    driver.answers.put("isClosed", true);
    run("INSERT INTO t VALUES (1)");
    assertTrue(connection.guard.enter());

    Outcome outcome = ManagedCalls.recover(connection, handle, COMMIT, new Object[0], gone);

    assertSame(gone, outcome.failure());
    assertEquals(1, gone.getSuppressed().length);
    assertTrue(connection.quarantine().contains("during a commit"), connection.quarantine());
    assertFalse(connection.guard.isHeldBy(Thread.currentThread()));
  }

  /** What a further call gets that took the detour. */
  private String stateOf(JdbcMethod method) {
    assertTrue(connection.guard.enter());
    Outcome outcome = ManagedCalls.recover(connection, handle, method, new Object[0], null);
    return ((SQLException) outcome.failure()).getSQLState();
  }

  private Call call(JdbcMethod method) {
    return new Call(connection, null, method, handle, new Object[0]);
  }

  private Loss inCall(Call call) {
    return Loss.inCall(call, gone, FailureKind.GONE);
  }

  private void run(String sql) {
    connection.session.executed(SqlClassifier.classify(sql, SqlDialect.MYSQL));
  }
}
