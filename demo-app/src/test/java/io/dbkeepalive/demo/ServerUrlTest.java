package io.dbkeepalive.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUrlTest {
  @Test
  void thePortDefaultsToThatOfMySql() {
    ServerUrl url = ServerUrl.parse("jdbc:mysql://db1/test");
    assertEquals(new ServerUrl("db1", 3306, "test", ""), url);
    assertEquals("jdbc:mysql://db1:3306/test", url.jdbc());
  }

  @Test
  void theProxyTakesThePlaceOfTheServerAndNothingElseChanges() {
    ServerUrl url = ServerUrl.parse("jdbc:mysql://[::1]:3307/test?useSSL=false&a=b");
    assertEquals("[::1]", url.host());
    assertEquals("jdbc:mysql://127.0.0.1:9/test?useSSL=false&a=b", url.at("127.0.0.1", 9).jdbc());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://db1/test?sessionVariables=wait_timeout=3",
        "jdbc:mysql://db1/test?a=b&sessionVariables=wait_timeout=3",
        "jdbc:mysql://db1/test?sessionVariables=wait_timeout=3,x=1&a=b",
        "jdbc:mysql://db1/test?a=b&sessionVariables=wait_timeout=3,x=1"
      })
  void aSessionVariableJoinsThoseThatAreThere(String expected) {
    String before =
        expected
            .replace("wait_timeout=3,", "")
            .replaceAll("[?&]sessionVariables=wait_timeout=3$", "");
    ServerUrl changed = ServerUrl.parse(before).withSessionVariable("wait_timeout=3");
    assertEquals(expected.replace("db1/", "db1:3306/"), changed.jdbc());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mariadb://db1/test",
        "jdbc:mysql://db1",
        "jdbc:mysql://db1/",
        "jdbc:mysql://db1,db2/test",
        "jdbc:mysql://me:hush@db1/test",
        "jdbc:mysql://(host=db1)/test",
        "jdbc:mysql:replication://db1/test",
        "db1"
      })
  void otherFormsAreRefusedWithTheRightOne(String text) {
    String message = refusal(text);
    assertTrue(message.contains("jdbc:mysql://HOST"), message);
    assertFalse(message.contains("hush"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=b&password=hush", "PassWord=hush", "password1=hush", "user=me"})
  void aLoginInTheUrlIsRefusedAndNotRepeated(String query) {
    String message = refusal("jdbc:mysql://db1/test?" + query);
    assertTrue(message.contains("DBKEEPALIVE_DEMO_PASSWORD"), message);
    assertFalse(message.contains("hush"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "123456789012"})
  void aPortOutOfBoundsIsRefused(String port) {
    assertTrue(refusal("jdbc:mysql://db1:" + port + "/test").contains("port " + port));
  }

  @Test
  void aCheckOfTheServersNameIsRefusedBecauseOfTheProxy() {
    assertTrue(refusal("jdbc:mysql://db1/t?sslMode=VERIFY_IDENTITY").contains("VERIFY_CA"));
  }

  private static String refusal(String text) {
    return assertThrows(IllegalArgumentException.class, () -> ServerUrl.parse(text)).getMessage();
  }
}
