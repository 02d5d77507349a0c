package io.dbkeepalive.telemetry.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be told without a browser. */
class StatusPageTest {
  private final Answer answer = new StatusPage().answer();
  private final String html = new String(answer.body, UTF_8);

  @Test
  void policyAllowsItsOwnPartsAndNothingElse() throws NoSuchAlgorithmException {
    for (String part : List.of("script", "style")) {
      Matcher matcher = Pattern.compile("(?s)<" + part + ">(.*)</" + part + ">").matcher(html);
      assertTrue(matcher.find(), part);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(matcher.group(1).getBytes(UTF_8));
      String hash = Base64.getEncoder().encodeToString(digest);
      assertTrue(answer.policy.contains(part + "-src 'sha256-" + hash + "'"), answer.policy);
    }
    assertTrue(answer.policy.startsWith("default-src 'none'"), answer.policy);
    assertFalse(answer.policy.contains("unsafe"), answer.policy);
  }

  @Test
  void nothingComesFromOutsideAndNothingBecomesMarkup() {
    String drawing = html.replace("'http://www.w3.org/2000/svg'", "");
    for (String way :
        List.of(
            "http://",
            "https://",
            "src=",
            "@import",
            "url(",
            "innerHTML",
            "outerHTML",
            "eval(",
            "insertAdjacentHTML",
            "document.write",
            "localStorage",
            "sessionStorage",
            "cookie")) {
      assertFalse(drawing.contains(way), way);
    }
    assertFalse(Pattern.compile("<[^>]* (on[a-z]+|style)=").matcher(html).find(), "in attributes");
  }

  @Test
  void partsAreInTheirPlaces() {
    assertEquals(-1, html.indexOf("@style@"));
    assertEquals(-1, html.indexOf("@script@"));
    assertEquals(html.indexOf("</script>"), html.lastIndexOf("</script>"));
    assertEquals(html.indexOf("</style>"), html.lastIndexOf("</style>"));
  }
}
