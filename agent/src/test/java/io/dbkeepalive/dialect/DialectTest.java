package io.dbkeepalive.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectTest {

  @ParameterizedTest
  @CsvSource({
    "jdbc:mysql://h/d, mysql",
    "jdbc:mysql:loadbalance://h1/d, mysql",
    "jdbc:mysql+srv://h/d, mysql",
    "JDBC:MySQL://h/d, mysql",
    "jdbc:aws-wrapper:mysql://h/d, mysql",
    "jdbc:tracing:p6spy:mysql://h/d, mysql",
    "jdbc:mariadb://h/d, mariadb",
    "jdbc:postgresql://h/d, postgresql",
    "jdbc:sqlserver://h, sqlserver",
    "jdbc:jtds:sqlserver://h, sqlserver",
    "jdbc:oracle:thin:@h, oracle",
    "jdbc:db2://h/d, db2",
    "jdbc:h2:tcp://h/d, h2",
    "jdbc:h2:mem:mysql, h2",
    "jdbc:sqlite:mysql, generic",
    "jdbc:mysqlish://h, generic",
    "jdbc:, generic",
    "mumble, generic",
    "'', generic"
  })
  void isToldByTheUrl(String url, String name) {
    assertEquals(name, Dialect.of(url).name());
  }

  @Test
  void noUrlIsGeneric() {
    assertSame(Dialect.GENERIC, Dialect.of(null));
    assertSame(SqlDialect.COMMON, Dialect.GENERIC.sql());
    assertSame(SqlDialect.MYSQL, Dialect.MARIADB.sql());
  }

  @Test
  void aProxysIdleSessionsAreNotTheStatements() {
    assertEquals(FailureKind.GONE, FailureKind.GONE_NOT_RUN.behindProxy());
    for (FailureKind kind : FailureKind.values()) {
      if (kind != FailureKind.GONE_NOT_RUN) {
        assertEquals(kind, kind.behindProxy());
      }
    }
  }

  @Test
  void kindsSayWhatTheyProve() {
    assertEquals(
        EnumSet.of(
            FailureKind.CLOSED_BEFORE_SEND, FailureKind.GONE_NOT_RUN, FailureKind.WRONG_SERVER),
        those(FailureKind::provesNotRun));
    assertEquals(
        EnumSet.of(FailureKind.WRONG_SERVER, FailureKind.LOGIN_REFUSED, FailureKind.OTHER),
        those(kind -> !kind.isGone()));
  }

  private static Set<FailureKind> those(Predicate<FailureKind> predicate) {
    return Stream.of(FailureKind.values()).filter(predicate).collect(Collectors.toSet());
  }

  @Test
  void h2ItselfSaysThatItIsClosed() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
    Statement closed = connection.createStatement();
    closed.close();
    Statement open = connection.createStatement();
    PreparedStatement prepared = connection.prepareStatement("SELECT 1");
    assertKind(
        FailureKind.CLOSED_BEFORE_SEND,
        assertThrows(SQLException.class, () -> closed.execute("SELECT 1")));
    assertKind(FailureKind.OTHER, assertThrows(SQLException.class, () -> open.execute("SELEKT 1")));
    connection.close();
    assertKind(
        FailureKind.CLOSED_BEFORE_SEND,
        assertThrows(SQLException.class, connection::createStatement));
    assertKind(
        FailureKind.CLOSED_BEFORE_SEND, assertThrows(SQLException.class, prepared::executeQuery));
  }

  @Test
  void h2ShutDownUnderASessionIsGone() throws SQLException {
    try (Connection one = DriverManager.getConnection("jdbc:h2:mem:gone");
        Connection other = DriverManager.getConnection("jdbc:h2:mem:gone");
        Statement statement = one.createStatement();
        Statement shutdown = other.createStatement()) {
      shutdown.execute("SHUTDOWN IMMEDIATELY");
      assertKind(
          FailureKind.GONE, assertThrows(SQLException.class, () -> statement.execute("SELECT 1")));
    }
  }

  @Test
  void h2RefusesALogin() throws SQLException {
    try (Connection owner = DriverManager.getConnection("jdbc:h2:mem:login", "sa", "a")) {
      assertEquals(true, owner.isValid(1));
      assertKind(
          FailureKind.LOGIN_REFUSED,
          assertThrows(
              SQLException.class,
              () -> DriverManager.getConnection("jdbc:h2:mem:login", "sa", "b")));
    }
  }

  @Test
  void everyNamedDialectHasAnUrl() {
    for (String name :
        Arrays.asList("mysql", "mariadb", "postgresql", "sqlserver", "oracle", "db2", "h2")) {
      assertEquals(name, Dialect.of("jdbc:" + name + ":x").name());
    }
  }

  private static void assertKind(FailureKind kind, SQLException failure) {
    assertEquals(kind, Dialect.H2.classify(failure), failure::toString);
  }
}
