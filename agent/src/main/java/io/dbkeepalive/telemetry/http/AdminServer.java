package io.dbkeepalive.telemetry.http;

import com.sun.net.httpserver.HttpServer;
import io.dbkeepalive.config.Options;
import io.dbkeepalive.telemetry.events.AdminEvents;
import io.dbkeepalive.telemetry.state.Model;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The HTTP endpoint, by the JDK's own server, on threads of the agent's own. Not to be started
 * early, see {@link io.dbkeepalive.telemetry.Operations}: that server brings {@code
 * java.util.logging} along. Thread-safe.
 */
public final class AdminServer {
  /** Connections that wait to be accepted. */
  private static final int BACKLOG = 50;

  private final HttpServer server;

  private AdminServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts it, where the options ask for it.
   *
   * @return null if there is none; why not stands in the log
   */
  public static AdminServer start(Options options, Model model) {
    InetSocketAddress wanted = options.admin();
    if (wanted == null) {
      return null;
    }
    String shown = wanted.getHostString() + ":" + wanted.getPort();
    try {
      InetAddress host = InetAddress.getByName(wanted.getHostString());
      if (!host.isLoopbackAddress() && options.adminToken() == null) {
        AdminEvents.unusable(
            shown, "set admin-token too, or take a loopback address: others reach this one", null);
        return null;
      }
      return start(new InetSocketAddress(host, wanted.getPort()), options, model);
    } catch (IOException | RuntimeException e) {
      AdminEvents.unusable(shown, "take another address or port for admin", e);
      return null;
    }
  }

  private static AdminServer start(InetSocketAddress address, Options options, Model model)
      throws IOException {
    HttpServer server = HttpServer.create(address, BACKLOG);
    Workers workers = new Workers(System::nanoTime);
    Access access =
        new Access(
            options.adminToken(),
            address.getAddress().isLoopbackAddress(),
            options.admin().getHostString());
    server.setExecutor(workers);
    server.createContext("/", new Requests(access, new Routes(model), workers));
    server.start();
    AdminServer started = new AdminServer(server);
    AdminEvents.started("http://" + hostOf(address) + ":" + started.port());
    return started;
  }

  private static String hostOf(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return host.indexOf(':') < 0 ? host : "[" + host + "]";
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Ends it; for tests. */
  void stop() {
    server.stop(0);
  }
}
