package io.dbkeepalive.tests.support;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Stands between a driver and its server and breaks the line on command. Thread-safe; after {@link
 * #close} neither a socket nor a thread of it is left.
 */
public final class TcpProxy implements AutoCloseable {

  /** How the client learns that its connection ended. */
  public enum Cut {
    /** As if the server had closed the connection. */
    FIN,
    /** As if the server, or a firewall, no longer knew the connection. */
    RST,
    /**
     * Not at all: what either side sends is swallowed. The server learns it when the client gives
     * up and closes its socket.
     */
    SILENCE
  }

  /** Where in the life of a request the line breaks. */
  public enum Moment {
    /** The server never sees the request. */
    BEFORE_REQUEST,
    /** The server ran the request; its reply does not arrive. */
    BEFORE_REPLY,
    /** The server ran the request; of its reply some bytes arrive. */
    INSIDE_REPLY
  }

  /** See {@link #keepingPorts}; else null. */
  private final InetAddress ownAddress;

  private final String targetHost;
  private final int targetPort;
  private final int port = Ports.free();
  private final Queue<Long> accepted = new ConcurrentLinkedQueue<>();
  private final AtomicInteger exchanges = new AtomicInteger();
  private final AtomicReference<PlannedCut> plan = new AtomicReference<>();
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
  private final Gate gate = new Gate();
  private final AtomicLong idleLimit = new AtomicLong(Long.MAX_VALUE);
  private final AtomicInteger usedForgotten = new AtomicInteger();

  // guarded by this; null while connections are refused
  private ServerSocket listener;
  private Thread acceptor;

  /** Listens on a port of its own and forwards to the target, which need not listen yet. */
  public TcpProxy(String targetHost, int targetPort) throws IOException {
    this(targetHost, targetPort, null);
  }

  private TcpProxy(String targetHost, int targetPort, InetAddress ownAddress) throws IOException {
    this.ownAddress = ownAddress;
    this.targetHost = targetHost;
    this.targetPort = targetPort;
    accept();
  }

  public TcpProxy(DatabaseServer server) throws IOException {
    this(server.host(), server.port());
  }

  /**
   * The same, but the server sees the ports of the clients, as behind a network that translates
   * nothing; only their address is another one. For servers on this machine, in containers too.
   */
  public static TcpProxy keepingPorts(DatabaseServer server) throws IOException {
    InetSocketAddress target = server.directAddress();
    return new TcpProxy(target.getHostString(), target.getPort(), addressTowards(target));
  }

  /** Not the one to which clients connect, where their ports are taken. */
  private static InetAddress addressTowards(InetSocketAddress target) throws IOException {
    try (DatagramSocket route = new DatagramSocket()) {
      route.connect(target); // sends nothing
      InetAddress own = route.getLocalAddress();
      return own.isLoopbackAddress() ? InetAddress.getByName("127.0.0.2") : own;
    }
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return port;
  }

  /** The number of connections that were ever accepted. */
  public int connectionsAccepted() {
    return accepted.size();
  }

  /** When they were accepted, by {@code System.nanoTime}, the first one first. */
  public List<Long> acceptTimes() {
    return List.copyOf(accepted);
  }

  /** The number of connections that are open now. */
  public int connectionsOpen() {
    return connections.size();
  }

  /** The local ports of the clients whose connections are open now. */
  public Set<Integer> clientPorts() {
    return connections.stream()
        .map(ProxiedConnection::clientPort)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The number of exchanges, as in {@link Request#exchange}, that ever began. */
  public int exchanges() {
    return exchanges.get();
  }

  /** Ends all connections; returns when their sockets are closed, unless by silence. */
  public void cutAll(Cut cut) {
    for (ProxiedConnection connection : List.copyOf(connections)) {
      connection.cut(cut);
      if (cut != Cut.SILENCE) {
        connection.join(); // a thread that still reads keeps the socket open, and so the RST back
      }
    }
  }

  /**
   * Ends the connection of the first request from now on that matches; a second plan replaces the
   * first. {@code which} is asked on the threads of the connections.
   *
   * @return completed when the line was cut
   */
  public CompletableFuture<Void> cutAt(Moment moment, Cut cut, Predicate<Request> which) {
    PlannedCut planned = new PlannedCut(moment, cut, which, new CompletableFuture<>());
    plan.set(planned);
    return planned.done();
  }

  /**
   * From now on, as firewalls do: a connection on which nothing has come for so long is forgotten.
   * Nobody is told; what is sent on it is swallowed.
   */
  public void forgetIdleFor(Duration limit) {
    idleLimit.set(limit.toNanos());
  }

  /** How many connections were used after they were forgotten. */
  public int usedForgotten() {
    return usedForgotten.get();
  }

  /** Forgets the plan of {@link #cutAt}, unless a request has fulfilled it already. */
  public void forgetPlan() {
    plan.set(null);
  }

  /** Holds back what either side sends, closing nothing, until {@link #resume}. */
  public void pause() {
    gate.shut();
  }

  /** Delivers what was held back, and all that follows. */
  public void resume() {
    gate.open();
  }

  /** Lets the operating system refuse new connections; open ones go on. */
  public synchronized void refuse() throws IOException {
    if (listener != null) {
      listener.close();
      ProxiedConnection.join(acceptor);
      listener = null;
    }
  }

  /** Takes new connections again after {@link #refuse}, on the same port. */
  public synchronized void accept() throws IOException {
    if (listener != null) {
      return;
    }
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getByName(host()), port));
    listener = socket;
    acceptor = ProxiedConnection.thread("proxy " + port + " accepts", () -> acceptOn(socket));
  }

  @Override
  public void close() throws IOException {
    refuse();
    for (ProxiedConnection connection : List.copyOf(connections)) {
      connection.cut(Cut.FIN);
      connection.join();
    }
  }

  private void acceptOn(ServerSocket socket) {
    while (true) {
      try {
        Socket client = socket.accept();
        accepted.add(System.nanoTime());
        new ProxiedConnection(
            client,
            ownAddress,
            new InetSocketAddress(targetHost, targetPort),
            gate,
            exchanges,
            this::takePlan,
            this::isForgotten,
            connections);
      } catch (IOException e) {
        if (socket.isClosed()) {
          return;
        }
      }
    }
  }

  private boolean isForgotten(long idleNanos) {
    boolean forgotten = idleNanos > idleLimit.get();
    if (forgotten) {
      usedForgotten.incrementAndGet();
    }
    return forgotten;
  }

  /** The plan that this request fulfils, taken, so that no other request does; null if none. */
  private PlannedCut takePlan(Request request) {
    PlannedCut planned = plan.get();
    boolean due = planned != null && planned.which().test(request);
    return due && plan.compareAndSet(planned, null) ? planned : null;
  }

  /**
   * What a driver sent in one go; it may hold several messages of its protocol.
   *
   * @param exchange the running number, in the life of the proxy, of the exchange that this belongs
   *     to. A new one begins where the client sends after the server sent; connections begin with
   *     one.
   */
  public record Request(String bytesAsLatin1, int exchange) {
    // most protocols send text in UTF-8, H2's two bytes for each character
    private static final List<Charset> CHARSETS =
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE);

    /** Whether a text, such as a part of the SQL, is in it. */
    public boolean contains(String text) {
      return CHARSETS.stream()
          .map(charset -> new String(text.getBytes(charset), StandardCharsets.ISO_8859_1))
          .anyMatch(bytesAsLatin1::contains);
    }
  }

  record PlannedCut(
      Moment moment, Cut cut, Predicate<Request> which, CompletableFuture<Void> done) {}

  /** Where all connections wait while the proxy is paused. */
  static final class Gate {
    // guarded by this
    private boolean shut;

    synchronized void shut() {
      shut = true;
    }

    synchronized void open() {
      shut = false;
      notifyAll();
    }

    /** Lets those go who no longer want to pass. */
    synchronized void wake() {
      notifyAll();
    }

    /** Returns when the gate is open, or the connection was cut. */
    synchronized void pass(ProxiedConnection connection) throws InterruptedException {
      while (shut && !connection.isCut()) {
        wait();
      }
    }
  }
}
