package io.dbkeepalive.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The form that an option's value takes: parses it, and says what is accepted. Immutable. */
final class Form {
  private static final int LONGEST_TEXT = 4096;

  private final String accepted;
  private final Function<String, Object> parser;

  private Form(String accepted, Function<String, Object> parser) {
    this.accepted = accepted;
    this.parser = parser;
  }

  /** What is accepted, bounds and units included, to stand after "accepted:". */
  String accepted() {
    return accepted;
  }

  /**
   * The value that the text stands for, of the type that the factory method names.
   *
   * @throws IllegalArgumentException when it is refused; the message is the reason and never holds
   *     the text, which may be a secret
   */
  Object parse(String text) {
    return parser.apply(text);
  }

  /** A {@link Boolean}. */
  static Form flag() {
    return new Form(
        "true or false",
        text -> {
          if (text.equalsIgnoreCase("true")) {
            return true;
          }
          if (text.equalsIgnoreCase("false")) {
            return false;
          }
          throw new IllegalArgumentException("not a switch");
        });
  }

  /** A constant of the enum, written in lower case. */
  static <E extends Enum<E>> Form oneOf(Class<E> type) {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    String accepted =
        constants.stream()
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" or "));
    return new Form(
        accepted,
        text ->
            constants.stream()
                .filter(constant -> constant.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not one of the known values")));
  }

  /** An {@link Integer} between the bounds, both included. */
  static Form count(int least, int most) {
    return new Form(
        "a whole number from " + least + " to " + most,
        text -> {
          int count;
          try {
            count = Integer.parseInt(text);
          } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a whole number in reach", e);
          }
          if (count < least || count > most) {
            throw new IllegalArgumentException("out of bounds");
          }
          return count;
        });
  }

  /** As {@link #count}, or {@code off}, which is {@link Options#UNLIMITED}. */
  static Form countOrOff(int least, int most) {
    Form count = count(least, most);
    return new Form(
        count.accepted() + ", or off",
        text -> text.equalsIgnoreCase("off") ? (Object) Options.UNLIMITED : count.parse(text));
  }

  /** A {@link Long} of milliseconds between the bounds, both included and written as durations. */
  static Form duration(String least, String most) {
    long leastMillis = Durations.millis(least);
    long mostMillis = Durations.millis(most);
    return new Form(
        "a duration with its unit (ms, s, m, h) from " + least + " to " + most,
        text -> {
          long millis = Durations.millis(text);
          if (millis < leastMillis || millis > mostMillis) {
            throw new IllegalArgumentException("out of bounds");
          }
          return millis;
        });
  }

  /** As {@link #duration}, or {@code off}, which is {@link Options#OFF}. */
  static Form durationOrOff(String least, String most) {
    Form duration = duration(least, most);
    return new Form(
        duration.accepted() + ", or off",
        text -> text.equalsIgnoreCase("off") ? (Object) Options.OFF : duration.parse(text));
  }

  /** As {@link #durationOrOff}, or {@code auto}, which is {@link Options#AUTO}. */
  static Form durationAutoOrOff(String least, String most) {
    Form duration = durationOrOff(least, most);
    return new Form(
        duration.accepted() + ", or auto",
        text -> text.equalsIgnoreCase("auto") ? (Object) Options.AUTO : duration.parse(text));
  }

  /**
   * An {@link Integer} of events in a second, between the bounds, both included; {@code off} is
   * {@link Options#UNLIMITED}.
   */
  static Form rateOrOff(int least, int most) {
    Form count = count(least, most);
    return new Form(
        "a rate from " + least + "/s to " + most + "/s, or off",
        text -> {
          String lower = text.toLowerCase(Locale.ROOT);
          if (lower.equals("off")) {
            return Options.UNLIMITED;
          }
          if (!lower.endsWith("/s")) {
            throw new IllegalArgumentException("a rate without its unit");
          }
          return count.parse(lower.substring(0, lower.length() - 2).trim());
        });
  }

  /** {@link Globs}. */
  static Form globs() {
    return new Form(
        "globs separated by | (* stands for any characters, ? for one)",
        text -> Globs.parse(bounded(text)));
  }

  /** A {@link String} as it stands. */
  static Form text(String accepted) {
    return new Form(accepted + ", at most " + LONGEST_TEXT + " characters", Form::bounded);
  }

  /**
   * {@code stderr}, {@code stdout}, {@code application}, or a path, which is told from a misspelt
   * word by a separator or a dot: {@code stder} must not silently become a file.
   */
  static Form logTarget() {
    return new Form(
        "stderr, stdout, application or a file's path with a / or a . in it",
        text -> {
          String lower = text.toLowerCase(Locale.ROOT);
          if (lower.equals("stderr") || lower.equals("stdout") || lower.equals("application")) {
            return lower;
          }
          if (text.indexOf('/') < 0 && text.indexOf('\\') < 0 && text.indexOf('.') < 0) {
            throw new IllegalArgumentException("neither a stream nor a path");
          }
          return bounded(text);
        });
  }

  /** An unresolved {@link java.net.InetSocketAddress}; {@code off} is null. */
  static Form addressOrOff() {
    return new Form(
        "host:port, [IPv6 address]:port, or off",
        text -> text.equalsIgnoreCase("off") ? null : Addresses.parse(text));
  }

  /** A {@link String} that fits into an HTTP header. */
  static Form token() {
    return new Form(
        "16 to 256 letters, digits and marks of ASCII, without blanks",
        text -> {
          if (!text.matches("[!-~]{16,256}")) {
            throw new IllegalArgumentException("too short, too long, or with other characters");
          }
          return text;
        });
  }

  /** A {@link java.net.URI}. */
  static Form webAddress() {
    return new Form("an http or https URL", Addresses::parseWeb);
  }

  /** A {@link Long} of bytes between the bounds; {@code off} is {@link Options#OFF}. */
  static Form sizeOrOff(String least, String most) {
    return new Form(
        "a size with its unit (KB, MB, GB) from " + least + " to " + most + ", or off",
        text -> {
          if (text.equalsIgnoreCase("off")) {
            return Options.OFF;
          }
          long bytes = Sizes.bytes(text);
          if (bytes < Sizes.bytes(least) || bytes > Sizes.bytes(most)) {
            throw new IllegalArgumentException("out of bounds");
          }
          return bytes;
        });
  }

  private static String bounded(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException("too long");
    }
    return text;
  }
}
