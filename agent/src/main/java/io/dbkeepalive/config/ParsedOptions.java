package io.dbkeepalive.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What {@link OptionsParser} made of what it was given. Immutable. */
public final class ParsedOptions {
  private final Options options;
  private final List<String> errors;

  ParsedOptions(Options options, List<String> errors) {
    this.options = options;
    this.errors = Collections.unmodifiableList(new ArrayList<>(errors));
  }

  /** Usable in any case: a wrong value is replaced by its default. */
  public Options options() {
    return options;
  }

  /** One line for each wrong key or value, without line breaks; empty when all is well. */
  public List<String> errors() {
    return errors;
  }
}
