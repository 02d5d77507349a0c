package io.dbkeepalive.commandline.doctor;

import java.util.LinkedHashMap;
import java.util.Map;

/** Something that will bite, or may surprise. Immutable. */
public final class Finding {
  public enum Weight {
    /** It will bite. */
    WARN,
    /** Good to know. */
    INFO
  }

  public final Weight weight;

  /** For programs: {@code dns-cache}. */
  public final String name;

  /** A database's short name, a pool's name, or {@code JVM}. */
  public final String subject;

  /** With the value. */
  public final String found;

  /** Why it bites. */
  public final String why;

  public final String remedy;

  private Finding(
      Weight weight, String name, String subject, String found, String why, String remedy) {
    this.weight = weight;
    this.name = name;
    this.subject = subject;
    this.found = found;
    this.why = why;
    this.remedy = remedy;
  }

  static Finding warn(String name, String subject, String found, String why, String remedy) {
    return new Finding(Weight.WARN, name, subject, found, why, remedy);
  }

  static Finding info(String name, String subject, String found, String why, String remedy) {
    return new Finding(Weight.INFO, name, subject, found, why, remedy);
  }

  /** For {@code --json}. */
  public Map<String, Object> asDocument() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("level", weight.name());
    document.put("finding", name);
    document.put("subject", subject);
    document.put("found", found);
    document.put("why", why);
    document.put("remedy", remedy);
    return document;
  }
}
