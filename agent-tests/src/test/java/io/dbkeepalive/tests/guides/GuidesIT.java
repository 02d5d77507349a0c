package io.dbkeepalive.tests.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.ChildJvm.Result;
import io.dbkeepalive.tests.support.JavaHomes;
import io.dbkeepalive.tests.support.LogLines;
import io.dbkeepalive.tests.support.Repository;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the guides of docs/deploy show does start the agent, with options that there are. */
class GuidesIT {
  private static final Pattern AGENT = Pattern.compile("-javaagent:([^=\\s]+)(?:=config=(\\S+))?");
  private static final Pattern VARIABLE = Pattern.compile("\\bDBKEEPALIVE_([A-Z_]+)\\b");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");

  @TempDir private Path directory;

  /** With a mere Java runtime in place of the application. */
  @ParameterizedTest
  @EnumSource(Guide.class)
  void jvmStartsAsTheGuideSays(Guide guide) throws IOException {
    Map<String, String> environment = guide.environment();
    Matcher agent = AGENT.matcher(environment.get("JAVA_TOOL_OPTIONS"));
    assertTrue(agent.matches(), environment::toString);
    assertTrue(agent.group(1).matches("/\\w+(/\\w+)*/dbkeepalive\\.jar"), environment::toString);
    String config = agent.group(2) == null ? "" : "=config=" + properties();
    ChildJvm jvm = new ChildJvm(JavaHomes.current()).option("-Ddbkeepalive.strict=true");
    environment.forEach(jvm::environment);
    jvm.environment("JAVA_TOOL_OPTIONS", "-javaagent:" + ChildJvm.agentJar() + config);
    Result result =
        jvm.classPath(ChildJvm.jarOf(Started.class))
            .main(Started.class.getName())
            .run(Duration.ofSeconds(60));
    assertEquals(0, result.exitCode(), result::toString);
    assertEquals("started\n", result.out(), result::toString);
    List<String> lines =
        LogLines.lines(result.err().replaceAll("\\{\"time.*\"event\":", "[dbkeepalive] "));
    assertEquals(1, lines.size(), result::toString);
    assertTrue(lines.get(0).contains("agent-started"), result::toString);
    assertTrue(
        lines.get(0).matches(".*\\badmin=(localhost|0\\.0\\.0\\.0):8090 .*"), lines::toString);
  }

  /** Those of the documentation; only its log goes to where this test reads it. */
  private Path properties() throws IOException {
    String options = Files.readString(Guide.file("dbkeepalive.properties"));
    String here = options.replaceAll("(?m)^log=.*$", "log=stderr");
    assertTrue(!here.equals(options), options);
    return Files.writeString(directory.resolve("dbkeepalive.properties"), here);
  }

  @Test
  void eachOptionIsOne() throws IOException {
    Set<String> options = new TreeSet<>();
    Matcher row = ROW.matcher(Files.readString(Repository.resolve("docs/options.md")));
    while (row.find()) {
      options.add(row.group(1));
    }
    Set<String> named = new TreeSet<>();
    for (Path file : files("docs/deploy")) {
      Matcher variable = VARIABLE.matcher(Files.readString(file));
      while (variable.find()) {
        named.add(variable.group(1).toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
      }
    }
    assertTrue(named.size() > 4, named::toString);
    named.removeAll(options);
    assertEquals(Set.of(), named);
  }

  /** Both scripts of Tomcat's do the same. */
  @Test
  void windowsGetsWhatLinuxGets() throws IOException {
    String windows =
        Files.readString(Guide.file("tomcat/setenv.bat"))
            .replace("C:\\dbkeepalive", "/opt/dbkeepalive")
            .replace("%CATALINA_BASE%", "/opt/tomcat")
            .replace('\\', '/');
    String options = Guide.TOMCAT.environment().get("JAVA_TOOL_OPTIONS");
    assertTrue(
        windows.contains("\nset \"CATALINA_OPTS=%CATALINA_OPTS% " + options + "\""), windows);
  }

  @Test
  void manifestIsWhatKubernetesKnows() throws IOException {
    Deployment deployment = deployment();
    PodSpec pod = deployment.getSpec().getTemplate().getSpec();
    Container shop = pod.getContainers().get(0);
    Container copier = pod.getInitContainers().get(0);
    String volume = pod.getVolumes().stream().map(Volume::getName).collect(Collectors.joining());
    for (Container each : List.of(shop, copier)) {
      VolumeMount mount = each.getVolumeMounts().get(0);
      assertEquals(volume, mount.getName());
      assertEquals("/agent", mount.getMountPath());
    }
    String jar = copier.getCommand().get(copier.getCommand().size() - 1);
    assertEquals("-javaagent:" + jar, Guide.KUBERNETES.environment().get("JAVA_TOOL_OPTIONS"));
    assertEquals(
        deployment.getSpec().getSelector().getMatchLabels(),
        deployment.getSpec().getTemplate().getMetadata().getLabels());
  }

  /** A database that is away is no reason to kill who waits for it. */
  @Test
  void livenessIsNotTheDatabase() throws IOException {
    Container shop = deployment().getSpec().getTemplate().getSpec().getContainers().get(0);
    Set<String> ports =
        shop.getPorts().stream().map(ContainerPort::getName).collect(Collectors.toSet());
    for (Probe probe :
        List.of(shop.getStartupProbe(), shop.getLivenessProbe(), shop.getReadinessProbe())) {
      assertTrue(ports.contains(probe.getHttpGet().getPort().getStrVal()), probe::toString);
    }
    assertEquals("/health", shop.getStartupProbe().getHttpGet().getPath());
    assertEquals("/health", shop.getLivenessProbe().getHttpGet().getPath());
    assertEquals("/health/db", shop.getReadinessProbe().getHttpGet().getPath());
  }

  @Test
  void connectionsAreSharedByAllPodsThatThereCanBe() throws IOException {
    Deployment deployment = deployment();
    int most =
        deployment.getSpec().getReplicas()
            + deployment.getSpec().getStrategy().getRollingUpdate().getMaxSurge().getIntVal();
    assertEquals(String.valueOf(most), Guide.KUBERNETES.environment().get("DBKEEPALIVE_PODS"));
  }

  /** Into the types of Kubernetes; what they do not know would be kept aside, and is refused. */
  private static Deployment deployment() throws IOException {
    YAMLMapper strict = new YAMLMapper();
    strict.setAnnotationIntrospector(
        new JacksonAnnotationIntrospector() {
          @Override
          public Boolean hasAnySetter(Annotated any) {
            return false;
          }
        });
    return strict.readValue(Guide.file("kubernetes/shop.yaml").toFile(), Deployment.class);
  }

  @Test
  void composeMountsWhatItsJvmReads() throws IOException {
    JsonNode compose = Guide.yaml("docker/compose.yaml");
    JsonNode shop = compose.at("/services/shop");
    Matcher agent = AGENT.matcher(Guide.COMPOSE.environment().get("JAVA_TOOL_OPTIONS"));
    assertTrue(agent.matches());
    assertEquals("./dbkeepalive.jar:" + agent.group(1) + ":ro", shop.at("/volumes/0").asText());
    assertEquals("/run/secrets/" + shop.at("/secrets/0").asText(), agent.group(2));
    assertTrue(compose.get("secrets").has(shop.at("/secrets/0").asText()));
  }

  /** In all documents, and to headings too. */
  @Test
  void linksLeadSomewhere() throws IOException {
    Pattern link = Pattern.compile("\\]\\(([^)#\\s:]*)(?:#([^)\\s]+))?\\)");
    List<Path> documents =
        Stream.concat(
                files("docs").stream(),
                Stream.of("README.md", "CONTRIBUTING.md").map(Repository::resolve))
            .filter(file -> file.toString().endsWith(".md"))
            .toList();
    assertTrue(documents.size() > 8, documents::toString);
    for (Path document : documents) {
      Matcher each = link.matcher(Files.readString(document));
      while (each.find()) {
        Path target = document.resolveSibling(each.group(1));
        target = each.group(1).isEmpty() ? document : target;
        String from = document + ": " + each.group();
        assertTrue(Files.exists(target), from);
        assertTrue(each.group(2) == null || headings(target).contains(each.group(2)), from);
      }
    }
  }

  /** As a link names them. */
  private static Set<String> headings(Path document) throws IOException {
    return Files.readAllLines(document).stream()
        .filter(line -> line.matches("#+ .*"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(java.util.Locale.ROOT))
        .map(line -> line.replaceAll("[^\\w\\s-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static List<Path> files(String below) throws IOException {
    try (Stream<Path> all = Files.walk(Repository.resolve(below))) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
