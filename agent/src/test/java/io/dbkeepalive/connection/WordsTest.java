package io.dbkeepalive.connection;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void wordsStandAlone() {
    String url = "jdbc:mysql://db1/shop?sessionVariables=innodb_lock_wait_timeout=5";
    assertTrue(Words.isIn(url, "INNODB_LOCK_WAIT_TIMEOUT"));
    assertFalse(Words.isIn(url, "lock_wait_timeout"));
    assertTrue(Words.isIn(url + ",lock_wait_timeout=5", "lock_wait_timeout"));
    assertFalse(Words.isIn((String) null, "lock_wait_timeout"));
  }

  @Test
  void propertiesCountWithTheirDefaults() {
    Properties defaults = new Properties();
    defaults.setProperty("options", "-c lock_timeout=5s");
    assertTrue(Words.isIn(new Properties(defaults), "lock_timeout"));
    assertFalse(Words.isIn((Properties) null, "lock_timeout"));
  }

  @Test
  void passwordsAreNotLookedAt() {
    Properties info = new Properties();
    info.setProperty("password", "lock_timeout");
    assertFalse(Words.isIn(info, "lock_timeout"));
  }
}
