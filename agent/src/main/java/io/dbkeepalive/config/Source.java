package io.dbkeepalive.config;

/** Where a value was given; an earlier constant wins over a later one. */
enum Source {
  ARGUMENT("argument"),
  SYSTEM_PROPERTY("system property"),
  ENVIRONMENT("environment"),
  FILE("file"),
  DEFAULT("default");

  private final String text;

  Source(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
