package io.dbkeepalive.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class PresenceTest {
  private final Properties properties = new Properties();

  @Test
  void versionAndJarAreRead() {
    properties.setProperty(Presence.PROPERTY, "0.1.0 /opt/with space/dbkeepalive.jar");
    Presence presence = Presence.in(properties);
    assertEquals("0.1.0", presence.version);
    assertEquals("/opt/with space/dbkeepalive.jar", presence.jar);
  }

  @Test
  void jvmWithoutTheAgentHasNone() {
    assertNull(Presence.in(properties));
  }
}
