package io.dbkeepalive.tests.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dbkeepalive.tests.support.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A way of deployment that the documentation shows, read from its files as its users would. */
enum Guide {
  TOMCAT {
    @Override
    Map<String, String> environment() throws IOException {
      return Map.of("JAVA_TOOL_OPTIONS", catalinaOpts().trim()); // behind what was there before
    }
  },
  SYSTEMD {
    @Override
    Map<String, String> environment() throws IOException {
      Map<String, String> found =
          assignments("systemd/dbkeepalive.conf", "(?m)^Environment=\"([A-Z_]+)=(.*)\"$");
      found.putAll(assignments("systemd/shop.env", "(?m)^([A-Z_]+)=(.*)$"));
      return found;
    }
  },
  DOCKER {
    @Override
    Map<String, String> environment() throws IOException {
      return assignments("docker/Dockerfile", "(?m)^ENV ([A-Z_]+)=(.*)$");
    }
  },
  COMPOSE {
    @Override
    Map<String, String> environment() throws IOException {
      Map<String, String> found = new LinkedHashMap<>();
      yaml("docker/compose.yaml")
          .at("/services/shop/environment")
          .fields()
          .forEachRemaining(each -> found.put(each.getKey(), each.getValue().asText()));
      return found;
    }
  },
  KUBERNETES {
    @Override
    Map<String, String> environment() throws IOException {
      Map<String, String> found = new LinkedHashMap<>();
      for (JsonNode each :
          yaml("kubernetes/shop.yaml").at("/spec/template/spec/containers/0/env")) {
        // what a Secret holds is not in the manifest
        found.put(each.get("name").asText(), each.path("value").asText("of-a-secret-0123456789"));
      }
      return found;
    }
  };

  /** What a JVM of the guide's is started with. */
  abstract Map<String, String> environment() throws IOException;

  static Path file(String path) {
    return Repository.resolve("docs/deploy/" + path);
  }

  static JsonNode yaml(String path) throws IOException {
    return new YAMLMapper().readTree(file(path).toFile());
  }

  /** As the shell makes it of the script, of which Tomcat's own sets nothing but the directory. */
  private static String catalinaOpts() throws IOException {
    ProcessBuilder shell =
        new ProcessBuilder(
            "sh",
            "-c",
            ". \"$0\" && printf %s \"$CATALINA_OPTS\"",
            file("tomcat/setenv.sh").toString());
    shell.environment().put("CATALINA_BASE", "/opt/tomcat");
    shell.environment().remove("CATALINA_OPTS");
    Process process = shell.redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Map<String, String> assignments(String path, String pattern) throws IOException {
    Map<String, String> found = new LinkedHashMap<>();
    Matcher line = Pattern.compile(pattern).matcher(Files.readString(file(path)));
    while (line.find()) {
      assertEquals(null, found.put(line.group(1), line.group(2)), path);
    }
    return found;
  }
}
