package io.dbkeepalive.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The servers of this JVM, started on demand and stopped when the JVM ends; thread-safe. */
final class SharedServers {
  private static final Map<ServerKind, Optional<String>> obstacles =
      new EnumMap<>(ServerKind.class);
  private static final Map<ServerKind, DatabaseServer> servers = new EnumMap<>(ServerKind.class);
  // each attempt may take a minute, which not every test should wait for again
  private static final Map<ServerKind, String> failures = new EnumMap<>(ServerKind.class);

  private SharedServers() {}

  static synchronized DatabaseServer running(ServerKind kind) {
    obstacles
        .computeIfAbsent(kind, ServerKind::obstacle)
        .ifPresent(reason -> Skip.because(kind + ": " + reason));
    String failure = failures.get(kind);
    if (failure != null) {
      throw new IllegalStateException(kind + " failed to start before: " + failure);
    }
    DatabaseServer server = servers.computeIfAbsent(kind, SharedServers::create);
    try {
      server.start();
    } catch (IOException | RuntimeException | AssertionError e) {
      failures.put(kind, e.toString());
      throw new IllegalStateException("cannot start " + kind, e);
    }
    return server;
  }

  private static DatabaseServer create(ServerKind kind) {
    try {
      DatabaseServer server = kind.create();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server), "stop " + kind));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot set up " + kind, e);
    }
  }

  private static void close(DatabaseServer server) {
    try {
      server.close();
    } catch (IOException e) {
      System.err.println("cannot stop " + server + ": " + e);
    }
  }
}
