package io.dbkeepalive.telemetry.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.telemetry.DatabaseName;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '\t',
      quoteCharacter = '^',
      value = {
        "password=s3cret\tpassword=***",
        "jdbc:mysql://db1/shop?password=s3cret&user=root\tjdbc:mysql://db1/shop?password=***&user=root",
        "jdbc:mysql://db1/shop?user=a@b&password=s3@cret\tjdbc:mysql://db1/shop?user=a@b&password=***",
        "jdbc:mysql://db1/shop?PWD=s3;cret,s3'cret)s3 cret&a=b\tjdbc:mysql://db1/shop?PWD=***&a=b",
        "jdbc:mysql://root:s3cret@db1/shop\tjdbc:mysql://***@db1/shop",
        "jdbc:mysql://root:s3@cr:et@db1/shop\tjdbc:mysql://***@db1/shop",
        "jdbc:mysql://a:s3cret@db1,b:s3cret@db2/shop\tjdbc:mysql://***@db2/shop",
        "jdbc:mysql://(host=db1,password=s3cret,port=1)/shop\tjdbc:mysql://(host=db1,password=***,port=1)/shop",
        "jdbc:mysql://address=(host=db1)(password=s3cret)(port=1)/x\tjdbc:mysql://address=(host=db1)(password=***)(port=1)/x",
        "jdbc:mariadb://db1/shop?trustStorePassword=s3cret&a=b\tjdbc:mariadb://db1/shop?trustStorePassword=***&a=b",
        "?clientCertificateKeyStorePassword=s3cret\t?clientCertificateKeyStorePassword=***",
        "?sslpassword=s3cret&a=b\t?sslpassword=***&a=b",
        "jdbc:oracle:thin:scott/s3cret@//db1:1521/shop\tjdbc:oracle:thin:***@//db1:1521/shop",
        "jdbc:oracle:thin:scott/\"s3@cret\"@db1:1521:SHOP\tjdbc:oracle:thin:***@db1:1521:SHOP",
        "cannot open jdbc:oracle:oci:scott/s3//cret@db1 now\tcannot open jdbc:oracle:oci:***@db1 now",
        "jdbc:sqlserver://db1;password={s3;cre}}t;s3cret};user=a\tjdbc:sqlserver://db1;password=***;user=a",
        "jdbc:sqlserver://db1;user=a@b;password=s3@cret\tjdbc:sqlserver://db1;user=a@b;password=***",
        "jdbc:h2:mem:a;PASSWORD=s3cret s3cret;A=B\tjdbc:h2:mem:a;PASSWORD=***;A=B",
        "jdbc:db2://db1:50000/shop:user=u;password=s3cret;\tjdbc:db2://db1:50000/shop:user=u;password=***;",
        "{user=root, password=s3cret, a=b}\t{user=root, password=***, a=b}",
        "{user=root, password=s3,cret, a=b}\t{user=root, password=***, a=b}",
        "{\"password\":\"s3\\\"cret\",\"user\":\"root\"}\t{\"password\":\"***\",\"user\":\"root\"}",
        "{'token': 's3cret s3cret', 'a': 1}\t{'token': '***', 'a': 1}",
        "secretKey = s3cret and more\tsecretKey = *** and more",
        "password: s3cret\tpassword: ***",
        "API_KEY=>s3cret x\tAPI_KEY=>*** x",
        "SET PASSWORD = 's3 cret'\tSET PASSWORD = '***'",
        "near 'IDENTIFIED BY 's3 cret''\tnear 'IDENTIFIED BY '***'",
        "ALTER ROLE a PASSWORD 's3 cret' x\tALTER ROLE a PASSWORD '***' x",
        "SELECT PASSWORD('s3 cret')\tSELECT PASSWORD('***')",
        "password='s3 cret\tpassword=***",
        "no driver for jdbc:oracle:oci8:scott/s3cret\tno driver for jdbc:oracle:oci8:***",
        "at https://root:s3cret@db1/ and //a:s3cret@b\tat https://***@db1/ and //***@b",
      })
  void secretsAreMasked(String text, String masked) {
    assertEquals(masked, Secrets.mask(text));
    assertFalse(masked.contains("s3") || masked.contains("cret'"), masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "connection-healed connection=17 database=mysql://db1:3306/shop",
        "Access denied for user 'root'@'10.0.0.1' (using password: YES)",
        "Access denied for user 'root'@'10.0.0.1' (using password: NO)",
        "password authentication failed for user \"bob\"",
        "org.example.TokenException: broken",
        "jdbc:mysql://db1:3306/shop?user=a@b",
        "jdbc:postgresql://[::1]:5432/shop?user=a@b",
        "jdbc:mysql://db1:3306,db2:3306/shop?user=a@b",
        "jdbc:oracle:thin:@db1:1521/shop?user=a@b",
        "a@b // c@d",
      })
  void otherTextStaysAsItIs(String text) {
    assertEquals(text, Secrets.mask(text));
  }

  @Test
  void nullStaysNull() {
    assertNull(Secrets.mask(null));
    assertFalse(Secrets.isSecretKey(null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password=",
        "password ",
        "//",
        "@//",
        "//a@",
        "//a;b=",
        "'",
        "password='",
        "password={",
        "password=,",
        "jdbc:",
        "jdbc:oracle:",
        "jdbc:oracle:thin:",
        "identified by ",
        "identified ",
        "password=a,b",
        "?password",
        "&",
        "(",
        "\\",
        "a",
        " ",
        "/",
        ";",
        "//:",
        "password ("
      })
  void longHostileTextTakesLinearTime(String unit) {
    String tail = "@//" + unit.repeat(3_000_000 / unit.length());

    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          Secrets.mask(tail);
          Secrets.mask("jdbc:" + tail);
          Secrets.mask("password='" + tail + "@");
        });
  }

  @Test
  void maskingTwiceIsMaskingOnce() {
    Random random = new Random(11);
    String[] words = {
      "password",
      "=",
      ":",
      "//",
      "@",
      "?",
      "&",
      ";",
      ",",
      "'",
      "\"",
      "{",
      "}",
      "(",
      ")",
      " ",
      "x",
      "jdbc:",
      "oracle:",
      "thin:",
      "\\",
      "***",
      "identified by ",
      "a=b",
      "\n"
    };
    for (int round = 0; round < 100_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(14); i > 0; i--) {
        text.append(words[random.nextInt(words.length)]);
      }
      String masked = Secrets.mask(text.toString());
      assertEquals(masked, Secrets.mask(masked), () -> "of " + text);
    }
  }

  @Test
  void passwordOfAnyCharactersIsMaskedInAQuery() {
    Random random = new Random(13);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder password = new StringBuilder("s3");
      for (int i = random.nextInt(12); i > 0; i--) {
        char c = (char) (' ' + random.nextInt(95));
        password.append(c == '&' ? 'x' : c);
      }
      password.append("s3");
      String masked = Secrets.mask("jdbc:mysql://db1/shop?password=" + password + "&user=root");
      assertEquals("jdbc:mysql://db1/shop?password=***&user=root", masked, password::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://root:%s@db1:3306/shop?user=a@b",
        "jdbc:mysql:loadbalance://root:%s@db1,root:%s@db2/shop",
        "jdbc:oracle:thin:root/%s@//db1:1521/shop",
        "jdbc:oracle:thin:root/%s@db1:1521:SHOP",
        "jdbc:h2:tcp://db1/mem:shop;PASSWORD=%s",
        "jdbc:sqlserver://db1:1433;user=a@b;password={%s};encrypt=true",
        "jdbc:mariadb://db1/shop?user=root&keyPassword=%s",
      })
  void passwordOfSpecialCharactersShowsNowhere(String form) {
    Random random = new Random(17);
    String alphabet = "abc19 /?;=&:,@#'\"(){}[]%\\.-_";
    // what ends the value for the driver too, or cannot be told from the end of the credentials
    String forbidden =
        form.contains("{%s}")
            ? "}"
            : form.contains("PASSWORD=") ? ";" : form.contains("=%s") ? "&" : "@";
    for (int round = 0; round < 50_000; round++) {
      StringBuilder password = new StringBuilder("x");
      for (int i = random.nextInt(10); i > 0; i--) {
        char c = alphabet.charAt(random.nextInt(alphabet.length()));
        password.append(forbidden.indexOf(c) < 0 ? c : '~');
      }
      password.append("s3cret");
      String url = form.replace("%s", "s3cret" + password);
      assertFalse(Secrets.mask(url).contains("s3cret"), url);
      assertFalse(DatabaseName.of(url).contains("s3cret"), url);
    }
  }

  @Test
  void tellingKeysAreKnown() {
    assertTrue(Secrets.isSecretKey("admin-token"));
    assertTrue(Secrets.isSecretKey("dbPass"));
    assertFalse(Secrets.isSecretKey("database"));
  }
}
