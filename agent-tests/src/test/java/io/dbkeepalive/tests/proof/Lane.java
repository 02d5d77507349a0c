package io.dbkeepalive.tests.proof;

import io.dbkeepalive.tests.support.TcpProxy;
import io.dbkeepalive.tests.support.TcpProxy.Cut;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A proxy, and a way around it, for one run at a time. */
final class Lane implements AutoCloseable {
  private static final AtomicLong RUNS = new AtomicLong();
  private static final long SESSION_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final int LOGIN_FAILURES = 20;
  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  private final Setup setup;
  private final TcpProxy proxy;
  private final Connection outside;

  /** A run is not done over more often because of those beside it. */
  static final int MOST_DISTURBED = 3;

  Lane(Setup setup) throws IOException, SQLException {
    this.setup = setup;
    this.proxy = new TcpProxy(setup.host(), setup.port());
    this.outside = DriverManager.getConnection(setup.directUrl(), setup.login());
  }

  /** The points at which runs of a workload can be cut, found in one that is not. */
  List<CutPoint> points(Supplier<Workload> workload) throws SQLException {
    // what drivers and servers ask only once is asked in the first
    run(workload.get(), null, new Cutter(proxy, null));
    Cutter cutter = new Cutter(proxy, null);
    Run uncut = run(workload.get(), null, cutter);
    for (int again = 0; again < MOST_DISTURBED && uncut.isDisturbed(); again++) {
      cutter = new Cutter(proxy, null);
      uncut = run(workload.get(), null, cutter);
    }
    if (uncut.told() > 0 || !uncut.wrong().isEmpty()) {
      throw new IllegalStateException("this fails without a cut: " + uncut);
    }
    return cutter.points();
  }

  Run run(Workload workload, CutPoint point) throws SQLException {
    return run(workload, point, new Cutter(proxy, point));
  }

  private Run run(Workload workload, CutPoint point, Cutter cutter) throws SQLException {
    long start = System.nanoTime();
    long number = RUNS.incrementAndGet();
    Application application;
    long session;
    try (Connections connections = connections(workload, point)) {
      session = session(connections);
      application = new Application(setup.family(), connections, outside, cutter, number);
      application.does(workload.kind());
      workload.prepare(application);
      workload.run(application);
    } finally {
      proxy.forgetPlan();
      proxy.cutAll(Cut.RST);
    }
    awaitEnd(session);
    Map<Long, Integer> found = found(number);
    for (Writes writes : application.writes()) {
      writes.wrong(found).forEach(wrong -> application.check(false, wrong));
    }
    workload.verify(application, outside);
    return new Run(
        setup,
        workload.name(),
        point == null ? null : point.kind(),
        cutter.kindCut(),
        point == null ? 0 : point.call(),
        application.told(),
        application.firstTold(),
        String.join("; ", application.wrong()),
        TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
  }

  /** On a busy machine even a log-in may take longer than the time-outs against silence. */
  private static long session(Connections connections) throws SQLException {
    for (int failures = 0; ; failures++) {
      try {
        return connections.session();
      } catch (SQLException e) {
        if (failures == LOGIN_FAILURES) {
          throw e;
        }
      }
    }
  }

  private Connections connections(Workload workload, CutPoint point) {
    String url = setup.url(proxy, workload, point != null && point.kind().isSilent());
    Properties login = setup.login();
    return setup.pooled() ? new PooledConnections(url, login) : new PlainConnections(url, login);
  }

  /** Whatever the lost session still did is done. */
  private void awaitEnd(long session) throws SQLException {
    long deadline = System.nanoTime() + SESSION_TIMEOUT_NANOS;
    try (PreparedStatement lives = outside.prepareStatement(setup.family().lives)) {
      lives.setLong(1, session);
      while (isThere(lives)) {
        if (System.nanoTime() - deadline > 0) {
          throw new IllegalStateException("session " + session + " does not end");
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private static boolean isThere(PreparedStatement query) throws SQLException {
    try (ResultSet rows = query.executeQuery()) {
      return rows.next();
    }
  }

  private Map<Long, Integer> found(long run) throws SQLException {
    Map<Long, Integer> found = new HashMap<>();
    try (PreparedStatement query =
        outside.prepareStatement(
            "SELECT id, COUNT(*) FROM writes WHERE id > ? AND id <= ? GROUP BY id")) {
      query.setLong(1, Application.firstId(run));
      query.setLong(2, Application.firstId(run + 1));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.put(rows.getLong(1), rows.getInt(2));
        }
      }
    }
    return found;
  }

  @Override
  public void close() throws IOException, SQLException {
    outside.close();
    proxy.close();
  }
}
