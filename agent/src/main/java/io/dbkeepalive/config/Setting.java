package io.dbkeepalive.config;

/** One option's value in force, as parsed and as written. Immutable. */
final class Setting {
  private final Object value;
  private final String text;
  private final Source source;

  private Setting(Object value, String text, Source source) {
    this.value = value;
    this.text = text;
    this.source = source;
  }

  /**
   * Parses what was given.
   *
   * @throws IllegalArgumentException when the text is not of the option's form; the message is the
   *     reason alone and holds nothing of the text
   */
  static Setting given(Option option, String text, Source source) {
    return new Setting(option.form().parse(text), text, source);
  }

  static Setting defaultOf(Option option) {
    String text = option.defaultText();
    Object value = text == null ? null : option.form().parse(text);
    return new Setting(value, text, Source.DEFAULT);
  }

  /** The parsed value; null where the option has no default and none was given. */
  Object value() {
    return value;
  }

  String text() {
    return text;
  }

  Source source() {
    return source;
  }
}
