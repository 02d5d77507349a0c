package io.dbkeepalive.telemetry.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The page for people, put together from its parts into one file that needs nothing from outside.
 * It holds no figures: its script asks for them. Immutable.
 */
final class StatusPage {
  private static final String[] SCRIPTS = {"write.js", "chart.js", "draw.js", "poll.js"};

  private final byte[] html;
  private final String policy;

  /**
   * @throws IllegalStateException if it is not in the jar
   */
  StatusPage() {
    StringBuilder script = new StringBuilder("'use strict';\n");
    for (String part : SCRIPTS) {
      script.append(part(part));
    }
    String style = part("page.css");
    String page =
        part("page.html").replace("@style@", style).replace("@script@", script.toString());
    this.html = page.getBytes(StandardCharsets.UTF_8);
    this.policy =
        "default-src 'none'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'"
            + ("; frame-ancestors 'none'; style-src " + hash(style))
            + ("; script-src " + hash(script.toString()));
  }

  Answer answer() {
    return Answer.page(html, policy);
  }

  private static String part(String name) {
    try (InputStream in = StatusPage.class.getResourceAsStream("page/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the jar does not hold page/" + name);
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] buffer = new byte[8_192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes.write(buffer, 0, read);
      }
      return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("page/" + name + " cannot be read", e);
    }
  }

  /** As a policy names what may stand in the page itself. */
  private static String hash(String text) {
    return "'sha256-" + Base64.getEncoder().encodeToString(Sha256.of(text)) + "'";
  }
}
