package io.dbkeepalive.tests.support;

import io.dbkeepalive.tests.support.TcpProxy.Cut;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Cuts idle connections and waits until the kernel of their clients knows. */
public final class KernelSockets {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);
  // where the kernel has no such tables, a loopback segment has arrived long before
  private static final long LONGEST_WAY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private KernelSockets() {}

  /** Returns at least a millisecond after the clients' kernel has seen the end. */
  public static void cut(TcpProxy proxy, Cut cut) {
    Set<Integer> clients = proxy.clientPorts();
    proxy.cutAll(cut);
    long deadline = System.nanoTime() + TIMEOUT_NANOS;
    do {
      LockSupport.parkNanos(
          TABLES.stream().anyMatch(Files::exists) ? PAUSE_NANOS : LONGEST_WAY_NANOS);
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("the kernel has not seen the end of " + clients);
      }
    } while (anyEstablished(clients, proxy.port()));
  }

  private static boolean anyEstablished(Set<Integer> clients, int proxy) {
    return TABLES.stream().filter(Files::exists).anyMatch(table -> isIn(table, clients, proxy));
  }

  /** The lines are "number: local address:port remote address:port state", 01 is ESTABLISHED. */
  private static boolean isIn(Path table, Set<Integer> clients, int proxy) {
    try (Stream<String> lines = Files.lines(table)) {
      return lines
          .skip(1) // the heading
          .map(line -> line.trim().split(" +", 5))
          .anyMatch(
              fields ->
                  fields[3].equals("01")
                      && port(fields[2]) == proxy
                      && clients.contains(port(fields[1])));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
  }
}
