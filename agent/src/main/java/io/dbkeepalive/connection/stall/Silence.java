package io.dbkeepalive.connection.stall;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;

/** Tells a server that is not there from one that refuses. Stateless. */
final class Silence {
  private static final int DEEPEST = 20;

  private Silence() {}

  /** Whether nobody answered the connect. One who refuses a login, or is full, has answered. */
  static boolean isMeantBy(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof ConnectException
          || cause instanceof NoRouteToHostException
          || cause instanceof SocketTimeoutException) {
        return !isOwnFault(cause);
      }
      cause = cause.getCause();
    }
    return false;
  }

  /** The JDK's exception for EADDRNOTAVAIL, too: this machine has no port left to connect from. */
  private static boolean isOwnFault(Throwable cause) {
    return String.valueOf(cause.getMessage()).contains("assign requested address");
  }
}
