package io.dbkeepalive.tests.commandline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.ChildJvm.Result;
import io.dbkeepalive.tests.support.JavaHomes;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;

/** The command line as its users start it, in one Java version. Immutable. */
final class Commands {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final int version;

  Commands(int version) {
    this.version = version;
  }

  Result run(String... arguments) throws IOException {
    return jvm(arguments).run(TIMEOUT);
  }

  ChildJvm jvm(String... arguments) {
    String[] all =
        Stream.concat(Stream.of(ChildJvm.agentJar().toString()), Stream.of(arguments))
            .toArray(String[]::new);
    return new ChildJvm(JavaHomes.of(version)).main("-jar", all);
  }

  /** Runs to an end with this status. */
  Result expect(int status, String... arguments) throws IOException {
    Result result = run(arguments);
    assertEquals(status, result.exitCode(), result::toString);
    return result;
  }

  /** By another program's parser. */
  static boolean isJson(String text) {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
        PreparedStatement query =
            connection.prepareStatement("VALUES (CAST(? AS VARCHAR) IS JSON)")) {
      query.setString(1, text);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
