package io.dbkeepalive.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** What is chained to a failure, and how far that is followed. */
class FailureWalkTest {
  @Test
  void aCauseTellsOfTheLossButProvesNothing() {
    SQLException closed =
        new SQLException("No operations allowed after connection closed.", "08003");
    SQLException duplicate = new SQLException("Duplicate entry", "23000", closed);
    assertEquals(FailureKind.GONE, Dialect.MYSQL.classify(duplicate));
    SQLException next = new SQLException("Duplicate entry", "23000");
    next.setNextException(closed);
    assertEquals(FailureKind.GONE, Dialect.MYSQL.classify(next));
    assertEquals(
        FailureKind.CLOSED_BEFORE_SEND, Dialect.MYSQL.classify(new IllegalStateException(closed)));
  }

  /** Connector/J and H2 have no code of their own for it. */
  @Test
  void aSocketThatBrokeInTheMidstOfRowsProvesNothing() {
    for (Throwable cause :
        new Throwable[] {
          new SocketException("Connection reset"),
          new EOFException(),
          new SSLException("Connection reset", new SocketException("Connection reset"))
        }) {
      assertEquals(
          FailureKind.GONE,
          Dialect.H2.classify(new SQLException("Connection reset", "S1000", cause)));
    }
    IOException ofFile = new FileNotFoundException("a stream of the application's");
    assertEquals(
        FailureKind.OTHER, Dialect.H2.classify(new SQLException("no such file", "S1000", ofFile)));
  }

  @Test
  void aBatchMayHaveRunInPart() {
    SQLException closed =
        new SQLException("No operations allowed after connection closed.", "08003");
    BatchUpdateException batch =
        new BatchUpdateException(closed.getMessage(), "08003", 0, new int[] {1}, closed);
    assertEquals(FailureKind.GONE, Dialect.MYSQL.classify(batch));
  }

  @Test
  void aBatchMayHaveCommittedItsFirstRows() {
    SQLException ended =
        (SQLException) FailureTablesTest.interrupted("FATAL", "57P01", null).failure();
    BatchUpdateException batch =
        new BatchUpdateException("Batch entry 1", "57P01", 0, new int[] {1}, ended);
    assertEquals(FailureKind.GONE, Dialect.POSTGRESQL.classify(batch));
    SQLException readOnly =
        (SQLException) FailureTablesTest.server("ERROR", "25006", null).failure();
    BatchUpdateException refused = new BatchUpdateException("Batch entry 1", "25006", 0, null);
    refused.setNextException(readOnly);
    assertEquals(FailureKind.OTHER, Dialect.POSTGRESQL.classify(refused));
  }

  @Test
  void whatIsSuppressedProvesNothing() {
    SQLException duplicate = new SQLException("Duplicate entry", "23000", 1062);
    duplicate.addSuppressed(new SQLException("met while cleaning up", "08S01"));
    assertEquals(FailureKind.OTHER, Dialect.MYSQL.classify(duplicate));
  }

  @Test
  void cyclesEnd() {
    SQLException one = new SQLException("one");
    SQLException other = new SQLException("other", one);
    one.initCause(other);
    assertEquals(FailureKind.OTHER, Dialect.GENERIC.classify(one));
  }

  @Test
  void looksAtSixteenThrowablesOnly() {
    Throwable near = new SQLException("m", "08006");
    Throwable far = near;
    for (int i = 0; i < 15; i++) {
      near = new IllegalStateException(near);
    }
    for (int i = 0; i < 16; i++) {
      far = new IllegalStateException(far);
    }
    assertEquals(FailureKind.GONE, Dialect.GENERIC.classify(near));
    assertEquals(FailureKind.OTHER, Dialect.GENERIC.classify(far));
  }
}
