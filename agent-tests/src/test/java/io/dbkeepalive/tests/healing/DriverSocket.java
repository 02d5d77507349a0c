package io.dbkeepalive.tests.healing;

import io.dbkeepalive.tests.support.Pairing;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.Socket;
import java.sql.Connection;
import java.util.List;

/**
 * The socket of a driver's connection, to be closed under it: the way to the server is the direct
 * one, and the server does not see the end as long as it is busy.
 */
final class DriverSocket {
  private final Socket socket;

  private DriverSocket(Socket socket) {
    this.socket = socket;
  }

  static DriverSocket of(Pairing pairing, Connection connection)
      throws ReflectiveOperationException {
    Object at = connection;
    for (String field : path(pairing)) {
      at = read(at, field);
    }
    return new DriverSocket((Socket) at);
  }

  private static List<String> path(Pairing pairing) {
    return switch (pairing.driver()) {
      case CONNECTOR_J -> List.of("session", "protocol", "socketConnection", "mysqlSocket");
      case MARIADB_CONNECTOR_J -> List.of("client", "socket");
      case PGJDBC -> List.of("queryExecutor", "pgStream", "connection");
      case H2 -> throw new IllegalArgumentException("H2 has no session that outlives its socket");
    };
  }

  private static Object read(Object from, String name) throws ReflectiveOperationException {
    for (Class<?> type = from.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field.get(from);
        }
      }
    }
    throw new NoSuchFieldException(name + " in " + from.getClass());
  }

  void close() throws IOException {
    socket.close();
  }
}
