package io.dbkeepalive.demo;

import java.util.OptionalLong;

/**
 * The first packet that a MySQL or MariaDB server sends on a new connection. It is never encrypted
 * and names the connection's id.
 *
 * <p>Source of the layout: MySQL's documentation of its protocol, Protocol::HandshakeV10: a byte
 * 10, the server's version ending in a zero byte, the id in four bytes, lowest first.
 */
final class Greeting {
  private static final int PROTOCOL_10 = 10;

  private Greeting() {}

  /**
   * The id in a greeting.
   *
   * @param payload the packet without its header of four bytes
   * @return empty when this is no such greeting, for example an error packet
   */
  static OptionalLong connectionId(byte[] payload) {
    if (payload.length == 0 || payload[0] != PROTOCOL_10) {
      return OptionalLong.empty();
    }
    int end = 1;
    while (end < payload.length && payload[end] != 0) {
      end++;
    }
    if (end + 4 >= payload.length) {
      return OptionalLong.empty();
    }
    long id = 0;
    for (int i = 4; i >= 1; i--) {
      id = id << 8 | (payload[end + i] & 0xff);
    }
    return OptionalLong.of(id);
  }
}
