package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.Pairings;
import io.dbkeepalive.tests.support.TcpProxy.Moment;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements that drivers keep for the next who asks, when the line breaks at their work. */
class StatementPoolInFlightIT {
  private static final String INSERT = "INSERT INTO in_flight_pool VALUES (?)";

  static Stream<Arguments> pools() {
    return Pairings.withIdleTimeout()
        .flatMap(
            pairing ->
                StatementPoolIT.options(pairing.driver())
                    .flatMap(
                        options ->
                            Stream.of(Moment.BEFORE_REQUEST, Moment.BEFORE_REPLY)
                                .map(moment -> Arguments.of(pairing, options, moment))));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("pools")
  void read(Pairing pairing, List<String> options, Moment moment) throws SQLException, IOException {
    try (Line line = new Line(pairing, options.toArray(new String[0]))) {
      List<PreparedStatement> closed = new ArrayList<>();
      for (boolean poolable : new boolean[] {true, false}) {
        PreparedStatement first = StatementPoolIT.used(line.connection(), "first");
        first.setPoolable(poolable);
        first.close();
        PreparedStatement second = StatementPoolIT.used(line.connection(), "second");
        second.setPoolable(poolable);
        boolean said = second.isPoolable(); // not all drivers heed it
        line.breakAtNext(moment);
        assertEquals("in flight", StatementPoolIT.ask(second, "in flight"));
        line.awaitSettled();
        assertEquals(said, second.isPoolable());
        second.close();
        PreparedStatement third = StatementPoolIT.used(line.connection(), "third");
        PreparedStatement twin = StatementPoolIT.used(line.connection(), "twin");
        assertEquals("third again", StatementPoolIT.ask(third, "third again"));
        closed.addAll(List.of(first, second));
        for (PreparedStatement each : closed) {
          assertTrue(each == third || each == twin || each.isClosed(), "it lives in another");
        }
        twin.close();
        assertEquals("third", StatementPoolIT.ask(third, "third"), "closed with its twin");
        third.close();
        closed.addAll(List.of(third, twin));
      }
    }
  }

  /** The first that asks for a text makes the driver prepare it. */
  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("pools")
  void preparation(Pairing pairing, List<String> options, Moment moment)
      throws SQLException, IOException {
    try (Line line = new Line(pairing, options.toArray(new String[0]))) {
      line.breakAt(moment, "CAST(");
      StatementPoolIT.used(line.connection(), "first").close();
      line.awaitSettled();
      StatementPoolIT.used(line.connection(), "second").close();
    }
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("pools")
  void write(Pairing pairing, List<String> options, Moment moment)
      throws SQLException, IOException {
    Sql.table(pairing, "in_flight_pool", " (id INT)");
    try (Line line = new Line(pairing, options.toArray(new String[0]))) {
      try (PreparedStatement insert = line.connection().prepareStatement(INSERT)) {
        insert.setInt(1, 1);
        assertEquals(1, insert.executeUpdate()); // some prepare with their first execution
        insert.setInt(1, 2);
        line.breakAtNext(moment);
        Told.byDriver(pairing, "may have taken effect", insert::executeUpdate);
        line.awaitSettled();
      }
      insert(line, 3);
      insert(line, 4);
    }
    assertEquals(
        moment == Moment.BEFORE_REQUEST ? List.of("1", "3", "4") : List.of("1", "2", "3", "4"),
        Sql.ids(pairing, "in_flight_pool"));
  }

  private static void insert(Line line, int id) throws SQLException {
    try (PreparedStatement insert = line.connection().prepareStatement(INSERT)) {
      insert.setInt(1, id);
      assertEquals(1, insert.executeUpdate());
    }
  }
}
