package io.dbkeepalive.tests.jar;

import static java.util.function.Predicate.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The jar as a file. */
class JarContentsIT {
  private static final int MAJOR_OF_JAVA_8 = 52;

  // read once, never changed
  private static final Map<String, byte[]> ENTRIES = new TreeMap<>();
  private static Attributes manifest;

  @BeforeAll
  static void readJar() throws IOException {
    try (JarFile jar = new JarFile(ChildJvm.agentJar().toFile())) {
      manifest = jar.getManifest().getMainAttributes();
      Enumeration<JarEntry> entries = jar.entries();
      while (entries.hasMoreElements()) {
        JarEntry entry = entries.nextElement();
        if (!entry.isDirectory()) {
          ENTRIES.put(entry.getName(), jar.getInputStream(entry).readAllBytes());
        }
      }
    }
  }

  @Test
  void onlyAgentAndBootstrapStandAtTheRoot() {
    List<String> others =
        names()
            .filter(not(name -> name.startsWith("isolated/")))
            .filter(not("META-INF/MANIFEST.MF"::equals))
            .filter(not(name -> name.matches("io/dbkeepalive/(agent|bootstrap)/[^/]+\\.class")))
            .toList();
    assertEquals(List.of(), others);
  }

  @Test
  void isolatedClassesAreNoClassFiles() {
    assertEquals(List.of(), names().filter(name -> name.matches("isolated/.*\\.class")).toList());
    assertTrue(ENTRIES.containsKey("isolated/io/dbkeepalive/instrumentation/AgentStart.classdata"));
    assertTrue(ENTRIES.containsKey("isolated/net/bytebuddy/jar/asm/ClassReader.classdata"));
    assertTrue(ENTRIES.containsKey("isolated/org/slf4j/Logger.classdata"));
    assertTrue(ENTRIES.containsKey("isolated/picocli/CommandLine.classdata"));
    assertTrue(
        ENTRIES.containsKey(
            "isolated/io/prometheus/metrics/model/snapshots/MetricSnapshots.classdata"));
  }

  /** Of Byte Buddy its copy of ASM alone: the rest would be two and a half times the whole jar. */
  @Test
  void nothingIsPackedThatIsNotUsed() {
    assertEquals(
        List.of(),
        names()
            .filter(name -> name.startsWith("isolated/net/bytebuddy/"))
            .filter(not(name -> name.matches("isolated/net/bytebuddy/jar/asm/[\\w$]+.classdata")))
            .toList());
  }

  @Test
  void everyClassLoadsOnJava8() {
    List<String> tooNew = new ArrayList<>();
    int classes = 0;
    for (Map.Entry<String, byte[]> entry : ENTRIES.entrySet()) {
      byte[] code = entry.getValue();
      if (entry.getKey().matches(".*\\.class(data)?")) {
        classes++;
        assertEquals(0xca, code[0] & 0xff, entry.getKey());
        if ((((code[6] & 0xff) << 8) | (code[7] & 0xff)) > MAJOR_OF_JAVA_8) {
          tooNew.add(entry.getKey());
        }
      }
    }
    assertEquals(List.of(), tooNew);
    assertTrue(classes > 500, () -> "only " + ENTRIES.keySet());
  }

  /** Since Java 9 the boot loader cannot load {@code java.sql}. */
  @Test
  void bootstrapClassesNameNoSql() {
    List<String> bootstrap =
        names().filter(name -> name.startsWith("io/dbkeepalive/bootstrap/")).toList();
    assertFalse(bootstrap.isEmpty());
    for (String name : bootstrap) {
      String constants = new String(ENTRIES.get(name), StandardCharsets.ISO_8859_1);
      assertFalse(constants.matches("(?s).*javax?[/.]sql[/.].*"), name);
    }
  }

  @Test
  void librariesKeepTheirLicences() {
    assertLicence("isolated/licenses/byte-buddy/LICENSE", "Apache License");
    assertLicence("isolated/licenses/byte-buddy/NOTICE", "Rafael Winterhalter");
    assertLicence("isolated/licenses/byte-buddy/licenses/ASM", "INRIA");
    assertLicence("isolated/licenses/slf4j-api/LICENSE.txt", "QOS.ch");
    assertLicence("isolated/licenses/prometheus-metrics/LICENSE", "Apache License");
    assertLicence("isolated/licenses/picocli/LICENSE", "Apache License");
  }

  @Test
  void manifestNamesTheAgentAndItsVersion() {
    String agent = "io.dbkeepalive.agent.DbKeepAliveAgent";
    assertEquals(agent, manifest.getValue("Premain-Class"));
    assertEquals(agent, manifest.getValue("Agent-Class"));
    assertEquals("io.dbkeepalive.agent.CommandLineStart", manifest.getValue("Main-Class"));
    assertTrue(manifest.getValue("Implementation-Version").matches("\\d+\\.\\d+\\.\\d+.*"));
    // it would put the whole jar on the boot loader's path
    assertFalse(manifest.containsKey(new Attributes.Name("Boot-Class-Path")));
  }

  private static void assertLicence(String entry, String text) {
    assertTrue(ENTRIES.containsKey(entry), () -> entry + " is not among " + ENTRIES.keySet());
    String licence = new String(ENTRIES.get(entry), StandardCharsets.UTF_8);
    assertTrue(licence.contains(text), () -> text + " is not in " + licence);
  }

  private static Stream<String> names() {
    return ENTRIES.keySet().stream();
  }
}
