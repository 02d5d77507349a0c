package io.dbkeepalive.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseNameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "jdbc:mysql://db1:3306/shop mysql://db1:3306/shop",
        "jdbc:mysql://db1/shop?user=root&password=s3cret mysql://db1/shop",
        "jdbc:mysql://root:s3cret@db1/shop mysql://db1/shop",
        "jdbc:mysql://root:s3?cret@db1/shop mysql://db1/shop",
        "jdbc:mysql://root:s3;cret=1@db1/shop mysql://db1/shop",
        "jdbc:mysql://root:s3/cret@db1/shop mysql://db1/shop",
        "jdbc:mysql:loadbalance://db1:1,db2:2/shop mysql:loadbalance://db1:1,db2:2/shop",
        "jdbc:mysql://(host=db1,port=1,user=root,password=s3cret)/shop mysql://…/shop",
        "jdbc:mysql://address=(host=db1)(password=s3cret)/shop?a=b mysql://…/shop",
        "jdbc:mariadb://db1 mariadb://db1",
        "jdbc:postgresql://[::1]:5432/shop?ssl=true postgresql://[::1]:5432/shop",
        "jdbc:postgresql:///shop postgresql:///shop",
        "jdbc:postgresql:shop postgresql:…",
        "jdbc:h2:tcp://localhost:9092/mem:shop;USER=sa;PASSWORD=s3cret h2:tcp://localhost:9092/mem:shop",
        "jdbc:h2:mem:shop;MODE=MySQL h2:mem:shop",
        "jdbc:h2:~/shop h2:~/shop",
        "jdbc:sqlite:/var/shop.db sqlite:/var/shop.db",
        "jdbc:sqlserver://db1:1433;databaseName=shop;password={s3;cret} sqlserver://db1:1433/shop",
        "jdbc:sqlserver://db1\\prod;user=a@b;database=shop sqlserver://db1\\prod/shop",
        "jdbc:sqlserver://db1:1433 sqlserver://db1:1433",
        "jdbc:db2://db1:50000/shop:user=db2;password=s3cret; db2://db1:50000/shop",
        "jdbc:oracle:thin:scott/s3cret@//db1:1521/shop oracle://db1:1521/shop",
        "jdbc:oracle:thin:@db1:1521:SHOP oracle://db1:1521:SHOP",
        "jdbc:oracle:thin:scott/s3cret@(DESCRIPTION=(ADDRESS=(HOST=db1))) oracle:…",
        "jdbc:oracle:oci8:scott/s3cret oracle:…",
        "jdbc:unheard:s3cret unheard:…",
        "jdbc:unheard …",
        "jdbc: …",
        "jdbc::// …",
        "http://db1/s3cret unknown",
        "s3cret unknown",
      })
  void namesHostsAndDatabaseOnly(String url, String name) {
    assertEquals(name, DatabaseName.of(url));
  }

  @Test
  void nullIsUnknown() {
    assertEquals("unknown", DatabaseName.of(null));
  }

  @Test
  void nameIsBounded() {
    String name = DatabaseName.of("jdbc:mysql://" + "db,".repeat(100) + "db/shop");

    assertEquals(128, name.length());
    assertTrue(name.endsWith("…"), name);
  }

  @Test
  void passwordBehindTheBoundDoesNotShow() {
    String url = "jdbc:mysql://root:s3cret" + "x".repeat(100_000) + "@db1/shop";

    assertEquals("mysql://db1/shop", DatabaseName.of(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"jdbc:mysql://db\n1/shop", "jdbc:mysql://db1/sh\u202eop", "jdbc:h2:mem:\r"})
  void controlCharactersNeverShow(String url) {
    String name = DatabaseName.of(url);

    assertTrue(name.contains("…"), name);
    assertFalse(name.chars().anyMatch(c -> c < ' ' || c == '\u202e'), name);
  }

  @Test
  void anyTextGivesABoundedName() {
    Random random = new Random(7);
    String alphabet = "jdbc:mysql/@?;&=(){}[],.0a \n\uD800";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder url = new StringBuilder("jdbc:");
      for (int i = random.nextInt(40); i > 0; i--) {
        url.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String name = DatabaseName.of(url.toString());
      assertTrue(name.length() <= 128 && !name.isEmpty() && name.indexOf('\n') < 0, url.toString());
    }
  }
}
