package io.dbkeepalive.tests.healing;

import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.TcpProxy;
import io.dbkeepalive.tests.support.TcpProxy.Cut;
import io.dbkeepalive.tests.support.TcpProxy.Moment;
import io.dbkeepalive.tests.support.TcpProxy.Request;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** A connection through a proxy, and the breaking of the line while a statement is on its way. */
final class Line implements AutoCloseable {
  private final Pairing pairing;
  private final TcpProxy proxy;
  private final Connection connection;
  private long session;
  private CompletableFuture<Void> cut;

  /**
   * @param options of the driver, each as {@code name=value}
   */
  Line(Pairing pairing, String... options) throws SQLException, IOException {
    this.pairing = pairing;
    proxy = new TcpProxy(pairing.server());
    try {
      connection = pairing.connect(proxy, options);
    } catch (SQLException e) {
      proxy.close();
      throw e;
    }
  }

  Connection connection() {
    return connection;
  }

  TcpProxy proxy() {
    return proxy;
  }

  /** Breaks the line when a statement with this text, as drivers send it, is executed next. */
  void breakAt(Moment moment, String text) throws SQLException {
    // H2 names the statement when it prepares it, and executes it with the next request
    AtomicBoolean prepared = new AtomicBoolean();
    breakAt(
        moment,
        pairing.driver() == JdbcDriver.H2
            ? request -> prepared.getAndSet(prepared.get() || names(request, text))
            : request -> names(request, text));
  }

  /** The same for a statement that was prepared before, by a driver that prepares at once. */
  void breakAtPrepared(Moment moment, String text) throws SQLException {
    breakAt(moment, request -> pairing.driver() == JdbcDriver.H2 || names(request, text));
  }

  /** The same for whatever the driver sends next. */
  void breakAtNext(Moment moment) throws SQLException {
    breakAt(moment, any -> true);
  }

  private void breakAt(Moment moment, Predicate<Request> which) throws SQLException {
    session = pairing.server().sessionOf(connection);
    cut = proxy.cutAt(moment, Cut.RST, which);
  }

  private static boolean names(Request request, String text) {
    return request.contains(text) || request.contains(text.toLowerCase(Locale.ROOT));
  }

  /** The line broke as planned, and the server has ended the session: whatever it did is done. */
  void awaitSettled() {
    try {
      cut.get(5, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("the statement never came by", e);
    }
    if (pairing.driver() != JdbcDriver.H2) { // there the next session has the same number
      pairing.server().awaitEnd(session);
    }
  }

  @Override
  public void close() throws SQLException, IOException {
    try {
      connection.close();
    } finally {
      proxy.close();
    }
  }
}
