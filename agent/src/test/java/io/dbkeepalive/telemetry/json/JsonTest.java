package io.dbkeepalive.telemetry.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void everythingIsWrittenAsJsonKnowsIt() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("te\"xt", "a\\b\n\u2028<");
    members.put("numbers", Arrays.asList(1, -2L, 0.5, Double.NaN, Double.POSITIVE_INFINITY));
    members.put("none", null);
    members.put("switch", true);
    assertEquals(
        "{\"te\\\"xt\":\"a\\\\b\\n\\u2028<\",\"numbers\":[1,-2,0.5,null,null],"
            + "\"none\":null,\"switch\":true}",
        Json.of(members));
  }
}
