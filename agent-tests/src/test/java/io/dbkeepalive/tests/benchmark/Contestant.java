package io.dbkeepalive.tests.benchmark;

import com.zaxxer.hikari.util.DriverDataSource;
import io.dbkeepalive.tests.support.ChildJvm;
import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;

/** What stands between an application and its driver; each as its own documentation begins. */
public enum Contestant {
  BARE("bare"),
  /** For the start only. */
  EMPTY_AGENT("an agent that does nothing") {
    @Override
    List<String> jvmOptions() {
      return List.of("-javaagent:" + EmptyAgent.jar());
    }

    @Override
    boolean knows(String url) {
      return false;
    }
  },
  AGENT("dbkeepalive") {
    @Override
    List<String> jvmOptions() {
      return List.of("-javaagent:" + ChildJvm.agentJar());
    }
  },
  /** That looks at each call, but writes nothing: its log would be most of the time. */
  P6SPY("P6Spy, no log") {
    @Override
    List<String> jvmOptions() {
      return List.of("-Dp6spy.config.modulelist=com.p6spy.engine.spy.P6SpyFactory");
    }

    @Override
    Connection open(String url, String user, String password) throws SQLException {
      return super.open("jdbc:p6spy:" + url.substring("jdbc:".length()), user, password);
    }
  },
  DATASOURCE_PROXY("datasource-proxy, no listener") {
    @Override
    Connection open(String url, String user, String password) throws SQLException {
      return ProxyDataSourceBuilder.create(
              new DriverDataSource(url, null, new Properties(), user, password))
          .build()
          .getConnection();
    }
  },
  /** It makes its spans, and sends them nowhere. */
  OPENTELEMETRY("OpenTelemetry's agent, no exporter") {
    @Override
    List<String> jvmOptions() {
      return List.of(
          "-javaagent:" + jar("opentelemetry-javaagent"),
          "-Dotel.traces.exporter=none",
          "-Dotel.metrics.exporter=none",
          "-Dotel.logs.exporter=none");
    }
  },
  AWS_WRAPPER("AWS Advanced JDBC Wrapper") {
    @Override
    Connection open(String url, String user, String password) throws SQLException {
      return super.open("jdbc:aws-wrapper:" + url.substring("jdbc:".length()), user, password);
    }

    /** It knows the databases that Amazon lends. */
    @Override
    boolean knows(String url) {
      return !url.startsWith("jdbc:h2:") && !url.startsWith(StubDriver.URL);
    }
  };

  private static final List<String> OF_PEERS =
      List.of("opentelemetry-javaagent", "p6spy", "aws-advanced-jdbc-wrapper");

  final String label;

  Contestant(String label) {
    this.label = label;
  }

  List<String> jvmOptions() {
    return List.of();
  }

  Connection open(String url, String user, String password) throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }

  boolean knows(String url) {
    return true;
  }

  static List<Contestant> thatKnow(String url) {
    return Arrays.stream(values()).filter(who -> who.knows(url)).toList();
  }

  /** Without the drivers and agents of others. */
  final List<Path> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> OF_PEERS.stream().allMatch(peer -> isOf(peer) || !entry.contains(peer)))
        .map(Path::of)
        .toList();
  }

  private boolean isOf(String peer) {
    return this == P6SPY && peer.equals("p6spy") || this == AWS_WRAPPER && peer.startsWith("aws-");
  }

  private static Path jar(String name) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.contains(name))
        .map(Path::of)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + " is not on the class path"));
  }
}
