package io.dbkeepalive.commandline.check;

import io.dbkeepalive.telemetry.Spans;
import java.util.LinkedHashMap;
import java.util.Map;

/** One step on the way to a database that went well. Immutable. */
public final class Step {
  public final String name;
  public final String found;
  public final long nanos;

  Step(String name, String found, long nanos) {
    this.name = name;
    this.found = found;
    this.nanos = nanos;
  }

  public String took() {
    return Spans.text(nanos);
  }

  /** For {@code --json}. */
  public Map<String, Object> asDocument() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("step", name);
    document.put("found", found);
    document.put("seconds", nanos / 1e9);
    return document;
  }
}
