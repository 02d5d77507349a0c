package io.dbkeepalive.telemetry.http;

import java.nio.charset.StandardCharsets;

/** What a request gets. Immutable. */
final class Answer {
  static final String JSON = "application/json; charset=utf-8";

  /** Of what is no page. */
  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

  private static final String HTML = "text/html; charset=utf-8";
  private static final String TEXT = "text/plain; charset=utf-8";

  final int status;
  final String contentType;
  final byte[] body;

  /** What the content may do in a browser. */
  final String policy;

  private Answer(int status, String contentType, byte[] body, String policy) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.policy = policy;
  }

  static Answer of(int status, String contentType, byte[] body) {
    return new Answer(status, contentType, body, NOTHING);
  }

  static Answer page(byte[] html, String policy) {
    return new Answer(200, HTML, html, policy);
  }

  static Answer json(int status, String document) {
    return of(status, JSON, document.getBytes(StandardCharsets.UTF_8));
  }

  /** A sentence; holds nothing that the client has sent. */
  static Answer text(int status, String sentence) {
    return of(status, TEXT, (sentence + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
