package io.dbkeepalive.telemetry.http;

import java.nio.charset.StandardCharsets;

/** What a request gets. Immutable. */
final class Answer {
  static final String JSON = "application/json; charset=utf-8";
  private static final String TEXT = "text/plain; charset=utf-8";

  final int status;
  final String contentType;
  final byte[] body;

  private Answer(int status, String contentType, byte[] body) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
  }

  static Answer of(int status, String contentType, byte[] body) {
    return new Answer(status, contentType, body);
  }

  static Answer json(int status, String document) {
    return new Answer(status, JSON, document.getBytes(StandardCharsets.UTF_8));
  }

  /** A sentence; holds nothing that the client has sent. */
  static Answer text(int status, String sentence) {
    return new Answer(status, TEXT, (sentence + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
