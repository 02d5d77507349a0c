package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.Pairings;
import io.dbkeepalive.tests.support.TcpProxy.Moment;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Large objects and their like while they are on the wire: whole and once, or told, but never a
 * part of one.
 */
class LargeObjectsInFlightIT {
  private static final String TEXT = "abc".repeat(30);

  /** More than comes with the row, or fits into one answer. */
  private static final String LARGE = "x".repeat(300_000);

  static Stream<Arguments> objects() {
    return LargeObject.with(Pairings.all());
  }

  static Stream<Arguments> objectsOfH2() {
    return LargeObject.with(Pairings.all().filter(each -> each.driver() == JdbcDriver.H2));
  }

  @ParameterizedTest(name = "{1}, {0}")
  @MethodSource("objects")
  void requestOfWriteLost(Pairing pairing, LargeObject object) throws SQLException, IOException {
    write(pairing, object, Moment.BEFORE_REQUEST, 1);
  }

  @ParameterizedTest(name = "{1}, {0}")
  @MethodSource("objects")
  void replyToWriteLost(Pairing pairing, LargeObject object) throws SQLException, IOException {
    write(pairing, object, Moment.BEFORE_REPLY, 2);
  }

  private static void write(Pairing pairing, LargeObject object, Moment moment, int rows)
      throws SQLException, IOException {
    createTable(pairing, object);
    try (Line line = new Line(pairing);
        PreparedStatement insert =
            line.connection().prepareStatement("INSERT INTO in_flight_large VALUES (?)")) {
      object.bind(insert, 1, object.make(line.connection(), TEXT));
      line.breakAtPrepared(moment, "INSERT INTO");
      Told.byDriver(pairing, "may have taken effect; verdict UNKNOWN", insert::executeUpdate);
      line.awaitSettled();
      if (isBoundToItsConnection(pairing)) {
        Told.byDriver(pairing, "parameter 1 is a org.h2.jdbc.Jdbc", insert::executeUpdate);
        object.bind(insert, 1, object.make(line.connection(), TEXT));
      }
      assertEquals(1, insert.executeUpdate());
    }
    assertEquals(Collections.nCopies(rows, TEXT), stored(pairing, object));
  }

  @ParameterizedTest(name = "{1}, {0}")
  @MethodSource("objects")
  void replyToReadLost(Pairing pairing, LargeObject object) throws SQLException, IOException {
    try (Line line = new Line(pairing);
        PreparedStatement echo = line.connection().prepareStatement(object.echo(pairing))) {
      object.bind(echo, 1, object.make(line.connection(), TEXT));
      line.breakAtPrepared(Moment.BEFORE_REPLY, "SELECT CAST");
      if (isBoundToItsConnection(pairing)) {
        Told.byDriver(pairing, "parameter 1 is a org.h2.jdbc.Jdbc", echo::executeQuery);
        object.bind(echo, 1, object.make(line.connection(), TEXT));
      }
      assertEquals(List.of(TEXT), read(echo.executeQuery(), object));
      line.awaitSettled();
    }
  }

  /** Nothing of the first answer is in the second. */
  @ParameterizedTest(name = "{1}, {0}")
  @MethodSource("objects")
  void lineBreaksInsideTheRows(Pairing pairing, LargeObject object)
      throws SQLException, IOException {
    store(pairing, object);
    try (Line line = new Line(pairing);
        Statement statement = line.connection().createStatement()) {
      line.breakAt(Moment.INSIDE_REPLY, "SELECT * FROM");
      ResultSet rows = statement.executeQuery("SELECT * FROM in_flight_large");
      assertEquals(List.of(LARGE), read(rows, object));
      line.awaitSettled();
    }
  }

  /** It fetches what is large when it is read. */
  @ParameterizedTest(name = "{1}, {0}")
  @MethodSource("objectsOfH2")
  void lineBreaksInsideTheObject(Pairing pairing, LargeObject object)
      throws SQLException, IOException {
    for (Moment moment : Moment.values()) {
      store(pairing, object);
      try (Line line = new Line(pairing);
          Statement statement = line.connection().createStatement();
          ResultSet rows = statement.executeQuery("SELECT * FROM in_flight_large")) {
        assertTrue(rows.next());
        Object taken = object.take(rows, 1);
        if (object == LargeObject.ARRAY) { // which comes with its row
          assertEquals(LARGE, object.read(taken));
          continue;
        }
        line.breakAtNext(moment);
        Told.assertMadeByDriver(
            pairing, assertThrows(SQLException.class, () -> object.read(taken)));
        line.awaitSettled();
        assertEquals(
            List.of(LARGE), read(statement.executeQuery("SELECT * FROM in_flight_large"), object));
      }
    }
  }

  private static boolean isBoundToItsConnection(Pairing pairing) {
    return pairing.driver() == JdbcDriver.H2;
  }

  private static void createTable(Pairing pairing, LargeObject object) throws SQLException {
    Sql.table(pairing, "in_flight_large", " (data " + object.type(pairing) + ")");
  }

  private static void store(Pairing pairing, LargeObject object) throws SQLException {
    createTable(pairing, object);
    try (Connection connection = pairing.connect();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO in_flight_large VALUES (?)")) {
      object.bind(insert, 1, object.make(connection, LARGE));
      insert.executeUpdate();
    }
  }

  private static List<String> stored(Pairing pairing, LargeObject object) throws SQLException {
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      return read(statement.executeQuery("SELECT * FROM in_flight_large"), object);
    }
  }

  private static List<String> read(ResultSet rows, LargeObject object) throws SQLException {
    List<String> texts = new ArrayList<>();
    while (rows.next()) {
      texts.add(object.read(object.take(rows, 1)));
    }
    return texts;
  }
}
