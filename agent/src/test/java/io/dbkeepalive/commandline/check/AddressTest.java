package io.dbkeepalive.commandline.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "jdbc:mysql://db1:3307/shop?a=b, db1:3307",
    "jdbc:mysql://db1/shop, db1:3306",
    "jdbc:mariadb://db1, db1:3306",
    "jdbc:postgresql://[::1]:5433/shop, ::1:5433",
    "jdbc:postgresql://db1/shop, db1:5432",
    "jdbc:sqlserver://db1;databaseName=shop, db1:1433",
    "jdbc:h2:tcp://db1/~/shop, db1:9092",
    "jdbc:mysql+srv://db1/shop, none",
    "jdbc:mysql://db1:99999/shop, none",
    "'jdbc:mysql://db1,db2/shop', none",
    "jdbc:mysql://(host=db1)/shop, none",
    "jdbc:mysql://app@db1/shop, none",
    "jdbc:h2:mem:shop, none",
    "jdbc:oracle:thin:@//db1:1521/shop, none",
    "'', none"
  })
  void singleHostIsFound(String url, String expected) {
    assertEquals(expected, Address.of(url) == null ? "none" : Address.of(url).toString());
  }
}
