package io.dbkeepalive.tests.support;

import io.dbkeepalive.tests.support.TcpProxy.Cut;
import io.dbkeepalive.tests.support.TcpProxy.Moment;
import io.dbkeepalive.tests.support.TcpProxy.PlannedCut;
import io.dbkeepalive.tests.support.TcpProxy.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongPredicate;

/** One connection through a {@link TcpProxy}: two sockets and a thread for each direction. */
final class ProxiedConnection {
  private static final int BUFFER_SIZE = 64 * 1024;
  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

  private final Socket client;
  private final Socket server = new Socket();
  private final TcpProxy.Gate gate;
  private final AtomicInteger exchanges;
  private final Function<Request, PlannedCut> plans;
  private final LongPredicate forgets;
  private final Set<ProxiedConnection> open;
  private final Thread requests;
  private final Thread replies;

  private volatile boolean cut;
  private volatile boolean silent;

  /** When anything came, of either side. */
  private volatile long lastTraffic = System.nanoTime();

  // set before a reply is forwarded, so that it is seen with the request that follows
  private volatile boolean serverSpoke = true;
  // confined to the thread of the requests
  private int exchange;
  // written before the request is forwarded, so that no reply to it can come earlier
  private volatile PlannedCut atNextReply;

  /**
   * @param ownAddress from which the server is called, by the port that the client has; null for
   *     any address and port
   */
  ProxiedConnection(
      Socket client,
      InetAddress ownAddress,
      SocketAddress target,
      TcpProxy.Gate gate,
      AtomicInteger exchanges,
      Function<Request, PlannedCut> plans,
      LongPredicate forgets,
      Set<ProxiedConnection> open)
      throws IOException {
    this.client = client;
    this.gate = gate;
    this.exchanges = exchanges;
    this.plans = plans;
    this.forgets = forgets;
    this.open = open;
    try {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      if (ownAddress != null) {
        server.bind(new InetSocketAddress(ownAddress, client.getPort()));
      }
      server.connect(target, CONNECT_TIMEOUT_MILLIS);
    } catch (IOException e) {
      client.close();
      server.close();
      throw e;
    }
    String name = "proxied " + client.getPort();
    requests = daemon(name + " requests", this::forwardRequests);
    replies = daemon(name + " replies", this::forwardReplies);
    open.add(this); // from now on others may cut it, and join the threads
    requests.start();
    replies.start();
  }

  static Thread thread(String name, Runnable work) {
    Thread thread = daemon(name, work);
    thread.start();
    return thread;
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isCut() {
    return cut;
  }

  int clientPort() {
    return client.getPort();
  }

  /**
   * Closes both sockets; what was not yet forwarded is lost. Does nothing a second time. By
   * silence, closes nothing, and forwards nothing from now on.
   */
  void cut(Cut how) {
    if (how == Cut.SILENCE) {
      silent = true;
      return;
    }
    synchronized (this) {
      if (cut) {
        return;
      }
      cut = true;
      try {
        if (how == Cut.RST) {
          // closing with a linger time of zero sends RST in place of FIN
          client.setSoLinger(true, 0);
        } else {
          // FIN goes out even if bytes of the client wait unread, for which close sends RST
          client.shutdownOutput();
        }
      } catch (IOException e) {
        // the client closed it first: it needs no news of the end
      }
      close(client);
      close(server);
    }
    open.remove(this);
    gate.wake();
  }

  /** Waits for the end of both threads. */
  void join() {
    join(requests);
    join(replies);
  }

  private void forwardRequests() {
    forward(
        client,
        server,
        bytes -> {
          PlannedCut planned =
              plans.apply(new Request(new String(bytes, StandardCharsets.ISO_8859_1), exchange()));
          if (planned == null) {
            return true;
          }
          if (planned.moment() == Moment.BEFORE_REQUEST) {
            carryOut(planned);
            return false;
          }
          atNextReply = planned;
          return true;
        });
  }

  /** Called by the thread of the requests only. */
  private int exchange() {
    if (serverSpoke) {
      serverSpoke = false;
      exchange = exchanges.incrementAndGet();
    }
    return exchange;
  }

  private void forwardReplies() {
    forward(
        server,
        client,
        bytes -> {
          PlannedCut planned = atNextReply;
          if (planned == null) {
            serverSpoke = true;
            return true;
          }
          if (planned.moment() == Moment.INSIDE_REPLY) {
            client.getOutputStream().write(bytes, 0, bytes.length / 2);
          }
          carryOut(planned);
          return false;
        });
  }

  private void carryOut(PlannedCut planned) {
    cut(planned.cut());
    planned.done().complete(null);
  }

  /** Forwards until one side ends, then ends the other in the same way. */
  private void forward(Socket from, Socket to, Filter filter) {
    byte[] buffer = new byte[BUFFER_SIZE];
    Cut end = Cut.FIN;
    try {
      int length = from.getInputStream().read(buffer);
      while (length >= 0) {
        gate.pass(this);
        if (cut) {
          return;
        }
        noteTraffic();
        if (!silent && filter.mayPass(Arrays.copyOf(buffer, length))) {
          to.getOutputStream().write(buffer, 0, length);
        }
        length = from.getInputStream().read(buffer);
      }
      gate.pass(this);
    } catch (SocketException e) {
      end = Cut.RST;
    } catch (IOException e) {
      end = Cut.FIN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!silent || from == client) {
      cut(end);
    }
  }

  private synchronized void noteTraffic() {
    long now = System.nanoTime();
    if (!silent && forgets.test(now - lastTraffic)) {
      silent = true;
    }
    lastTraffic = now;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // nothing is left to close
    }
  }

  private interface Filter {
    boolean mayPass(byte[] bytes) throws IOException;
  }
}
