package io.dbkeepalive.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which package may name which: what a class names beyond that, in sentences. */
final class Arrows {
  static final String ROOT = "io/dbkeepalive/";

  private static final String WEAVING = "instrumentation/weaving/";

  /**
   * From left to right; {@code commandline} runs in a JVM of its own, and knows an agent by its
   * beans alone; {@code dialect} stands beside {@code recovery}, whose callee it is. Options and
   * the classes that woven code names are for all of them, but for the loader of {@code agent},
   * which sees none of the rest.
   */
  private static final Map<String, Set<String>> MAY_NAME =
      Map.of(
          "agent", Set.of(),
          "bootstrap", Set.of(),
          "commandline", Set.of("config", "dialect", "telemetry"),
          "config", Set.of(),
          "instrumentation",
              Set.of("bootstrap", "config", "connection", "recovery", "dialect", "telemetry"),
          "connection", Set.of("bootstrap", "config", "recovery", "dialect", "telemetry"),
          "recovery", Set.of("config", "dialect", "telemetry"),
          "dialect", Set.of("config", "telemetry"),
          "telemetry", Set.of("config"));

  private Arrows() {}

  /** One sentence for each reference that should not be; empty for a good class. */
  static List<String> violations(String className, Set<String> references) {
    List<String> found = new ArrayList<>();
    String from = packageOf(className);
    for (String reference : references) {
      String why = null;
      if (from.equals("bootstrap")) {
        why = ofBootstrap(reference);
      } else if (from.equals("agent")) {
        why = ofAgent(reference);
      } else if (className.startsWith(ROOT + WEAVING)) {
        why = ofWeaving(reference);
      } else if (reference.startsWith(ROOT)) {
        why = ofPackage(from, packageOf(reference));
      }
      if (why != null) {
        found.add(className + " names " + reference + ": " + why);
      }
    }
    return found;
  }

  private static String ofPackage(String from, String to) {
    Set<String> allowed = MAY_NAME.get(from);
    if (allowed == null) {
      return "package " + from + " has no place in the architecture";
    }
    return from.equals(to) || allowed.contains(to) ? null : from + " must not know " + to;
  }

  private static String ofBootstrap(String reference) {
    return reference.startsWith("java/lang/")
            || reference.startsWith("java/util/")
            || reference.startsWith(ROOT + "bootstrap/")
        ? null
        : "the bootstrap loader sees java.lang, java.util and its own package only";
  }

  private static String ofAgent(String reference) {
    return reference.startsWith("java/") && !reference.startsWith("java/sql/")
            || reference.startsWith(ROOT + "agent/")
        ? null
        : "the system loader sees java.base and its own package only";
  }

  /** It knows how code is written, and nothing of connections. */
  private static String ofWeaving(String reference) {
    return reference.startsWith("java/lang/")
            || reference.startsWith("java/util/")
            || reference.startsWith("net/bytebuddy/jar/asm/")
            || reference.startsWith(ROOT + "bootstrap/")
            || reference.startsWith(ROOT + WEAVING)
        ? null
        : "weaving writes calls of bootstrap, and knows what ASM knows";
  }

  /** The package below the root, the outermost: subpackages belong to it. */
  private static String packageOf(String className) {
    String rest = className.substring(ROOT.length());
    return rest.substring(0, Math.max(0, rest.indexOf('/')));
  }
}
