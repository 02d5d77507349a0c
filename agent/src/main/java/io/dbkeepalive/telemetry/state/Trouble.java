package io.dbkeepalive.telemetry.state;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;

/** Why a database was not reached, as far as what the driver threw tells. */
enum Trouble {
  /** The machine has answered that nobody listens there. */
  NOBODY_LISTENS,
  NAME_UNKNOWN,
  NO_ROUTE,
  NO_ANSWER,
  OTHER;

  private static final int MOST_CAUSES = 16;

  /**
   * @param failure may be null
   */
  static Trouble of(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
      Trouble trouble = ofOne(cause);
      if (trouble != OTHER) {
        return trouble;
      }
      cause = cause.getCause();
    }
    return OTHER;
  }

  private static Trouble ofOne(Throwable cause) {
    if (cause instanceof UnknownHostException) {
      return NAME_UNKNOWN;
    }
    if (cause instanceof NoRouteToHostException) {
      return NO_ROUTE;
    }
    if (cause instanceof SocketTimeoutException) {
      return NO_ANSWER;
    }
    if (cause instanceof ConnectException) {
      String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      if (message.contains("refused")) {
        return NOBODY_LISTENS;
      }
      if (message.contains("timed out")) {
        return NO_ANSWER;
      }
      return message.contains("unreachable") ? NO_ROUTE : OTHER;
    }
    return OTHER;
  }
}
