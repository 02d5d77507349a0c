package io.dbkeepalive.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoversTest {
  @ParameterizedTest
  @CsvSource({
    "attempts=4, jdbc:mysql://db1/shop, true",
    "include=jdbc:mysql:*, jdbc:mysql://db1/shop, true",
    "include=jdbc:mysql:*, jdbc:mariadb://db1/shop, false",
    "include=mysql, jdbc:mysql://db1/shop, false",
    "include=*|*, jdbc:mysql://db1/shop, true",
    "include=jdbc:mysql:*|jdbc:h2:*, jdbc:h2:mem:a;MODE=MySQL, true",
    "include=*db?/shop, jdbc:mysql://db1/shop, true",
    "include=*db?/shop, jdbc:mysql://db/shop, false",
    "include=jdbc:MySQL://DB1/*, jdbc:mysql://db1/shop, true",
    "exclude=*/reporting*, jdbc:mysql://db1/reporting?a=b, false",
    "exclude=*/reporting*, jdbc:mysql://db1/shop, true",
    "exclude=a*b*c, aXbXbXc, false",
    "exclude=a*b*c, aXbXbX, true",
  })
  void includeAndExcludeMatchTheWholeUrl(String argument, String url, boolean covered) {
    assertEquals(covered, options(argument).covers(url));
  }

  @Test
  void excludeWinsOverInclude() {
    assertEquals(false, options("include=*,exclude=*db1*").covers("jdbc:mysql://db1/shop"));
  }

  @Test
  void connectionWithoutUrlIsCovered() {
    assertTrue(options("include=jdbc:mysql:*,exclude=*").covers(null));
  }

  @Test
  void patternOfManyStarsTakesNoLongTime() {
    Options options = options("exclude=" + "*a".repeat(1_000) + "b");

    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertTrue(options.covers("a".repeat(20_000))));
  }

  private static Options options(String argument) {
    return OptionsParser.parse(argument, new Properties(), Map.of(), ConfigFile.ON_DISK).options();
  }
}
