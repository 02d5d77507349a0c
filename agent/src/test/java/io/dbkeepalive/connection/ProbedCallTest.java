package io.dbkeepalive.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.dbkeepalive.bootstrap.Handle;
import io.dbkeepalive.config.Options;
import io.dbkeepalive.recovery.RecoveryService;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call on a connection whose socket is found: each asks the kernel, and makes no garbage. */
class ProbedCallTest {
  private static final JdbcMethod COMMIT = Jdbc.method(Role.COMMIT, Connection.class, "commit");
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int CALLS = 10_000;
  private static final int ROUNDS = 20;

  private ServerSocket server;
  private Socket peer;
  private WithSocket driver;
  private Connection handle;
  private ManagedConnection connection;

  @BeforeEach
  void connect() throws IOException, SQLException {
    server = new ServerSocket();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    driver = new WithSocket(new Socket(server.getInetAddress(), server.getLocalPort()));
    peer = server.accept();
    handle =
        (Connection)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class, Handle.class},
                driver);
    connection =
        new ManagedConnection(
            new Environment(Options.defaults(), new RecoveryService(Options.defaults())),
            handle,
            Opener.of(new Jdbc().object(Driver.class), "jdbc:mysql://db/shop", new Properties()),
            null);
  }

  @AfterEach
  void disconnect() throws IOException {
    driver.socket.close();
    peer.close();
    server.close();
  }

  /**
   * In the best of some rounds: what is made once, and by the JVM for itself, is none of a call.
   */
  @Test
  void allocatesNothing() {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS && least > 0; round++) {
      long before = allocated();
      callOften();
      least = Math.min(least, allocated() - before);
    }
    assertEquals(0, least, "bytes in " + CALLS + " calls");
  }

  private static long allocated() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  /** The same calls ask the kernel indeed: each sees what it knows. */
  @Test
  void takesADetourOnceThereIsSomethingToRead() throws IOException {
    callOften();
    assertFalse(connection.hasNews());
    peer.getOutputStream().write(1);
    Object entered = connection.enter(null, handle, COMMIT);
    connection.guard.leave();
    assertSame(CallDetour.TAKEN, entered);
  }

  private void callOften() {
    for (int i = 0; i < CALLS; i++) {
      connection.answered();
      Object entered = ManagedCalls.enter(connection, handle, COMMIT);
      assertTrue(entered == connection, "no detour");
      ManagedCalls.leave(connection, COMMIT);
    }
  }

  /**
   * Stands for a driver, whose connection leads to a socket; asked by nobody but the JDBC calls.
   */
  private static final class WithSocket implements InvocationHandler {
    final Socket socket;

    WithSocket(Socket socket) {
      this.socket = socket;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
      return method.getReturnType() == boolean.class
          ? (Object) true
          : method.getReturnType() == int.class ? (Object) 0 : null;
    }
  }
}
