package io.dbkeepalive.config;

import java.util.Locale;

/**
 * The form that an option's value takes: parses it, and says what is accepted. Immutable.
 *
 * <p>One class for all and no lambdas: every start of a JVM pays for them.
 */
final class Form {
  private static final int LONGEST_TEXT = 4096;

  private enum Kind {
    FLAG,
    WORD,
    COUNT,
    RATE,
    DURATION,
    SIZE,
    GLOBS,
    TEXT,
    LOG_TARGET,
    ADDRESS,
    TOKEN,
    WEB_ADDRESS
  }

  private final Kind kind;
  private final String accepted;

  /** Bounds of a number, both included. */
  private final long least;

  private final long most;

  /** Of words the enum; else null. */
  private final Class<? extends Enum<?>> words;

  private final boolean canBeOff;
  private final boolean canBeAuto;

  private Form(Kind kind, String accepted) {
    this(kind, accepted, 0, 0, null, false, false);
  }

  private Form(
      Kind kind,
      String accepted,
      long least,
      long most,
      Class<? extends Enum<?>> words,
      boolean canBeOff,
      boolean canBeAuto) {
    this.kind = kind;
    this.accepted = accepted;
    this.least = least;
    this.most = most;
    this.words = words;
    this.canBeOff = canBeOff;
    this.canBeAuto = canBeAuto;
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
    if (canBeOff && text.equalsIgnoreCase("off")) {
      return off();
    }
    if (canBeAuto && text.equalsIgnoreCase("auto")) {
      return Options.AUTO;
    }
    switch (kind) {
      case FLAG:
        return parseFlag(text);
      case WORD:
        return parseWord(text);
      case COUNT:
        return parseCount(text);
      case RATE:
        return parseRate(text);
      case DURATION:
        return inBounds(Durations.millis(text));
      case SIZE:
        return inBounds(Sizes.bytes(text));
      case GLOBS:
        return Globs.parse(bounded(text));
      case LOG_TARGET:
        return parseLogTarget(text);
      case ADDRESS:
        return Addresses.parse(text);
      case TOKEN:
        return parseToken(text);
      case WEB_ADDRESS:
        return Addresses.parseWeb(text);
      default:
        return bounded(text);
    }
  }

  /** A {@link Boolean}. */
  static Form flag() {
    return new Form(Kind.FLAG, "true or false");
  }

  /** A constant of the enum, written in lower case. */
  static <E extends Enum<E>> Form oneOf(Class<E> type) {
    StringBuilder accepted = new StringBuilder();
    for (E constant : type.getEnumConstants()) {
      accepted.append(accepted.length() == 0 ? "" : " or ").append(lower(constant.name()));
    }
    return new Form(Kind.WORD, accepted.toString(), 0, 0, type, false, false);
  }

  /** An {@link Integer} between the bounds, both included. */
  static Form count(int least, int most) {
    return new Form(Kind.COUNT, wholeNumber(least, most), least, most, null, false, false);
  }

  /** As {@link #count}, or {@code off}, which is {@link Options#UNLIMITED}. */
  static Form countOrOff(int least, int most) {
    return new Form(
        Kind.COUNT, wholeNumber(least, most) + ", or off", least, most, null, true, false);
  }

  /** A {@link Long} of milliseconds between the bounds, both included and written as durations. */
  static Form duration(String least, String most) {
    return duration(least, most, "", false, false);
  }

  /** As {@link #duration}, or {@code off}, which is {@link Options#OFF}. */
  static Form durationOrOff(String least, String most) {
    return duration(least, most, ", or off", true, false);
  }

  /** As {@link #durationOrOff}, or {@code auto}, which is {@link Options#AUTO}. */
  static Form durationAutoOrOff(String least, String most) {
    return duration(least, most, ", or off, or auto", true, true);
  }

  private static Form duration(
      String least, String most, String others, boolean canBeOff, boolean canBeAuto) {
    return new Form(
        Kind.DURATION,
        "a duration with its unit (ms, s, m, h) from " + least + " to " + most + others,
        Durations.millis(least),
        Durations.millis(most),
        null,
        canBeOff,
        canBeAuto);
  }

  /**
   * An {@link Integer} of events in a second, between the bounds, both included; {@code off} is
   * {@link Options#UNLIMITED}.
   */
  static Form rateOrOff(int least, int most) {
    return new Form(
        Kind.RATE,
        "a rate from " + least + "/s to " + most + "/s, or off",
        least,
        most,
        null,
        true,
        false);
  }

  /** {@link Globs}. */
  static Form globs() {
    return new Form(Kind.GLOBS, "globs separated by | (* stands for any characters, ? for one)");
  }

  /** A {@link String} as it stands. */
  static Form text(String accepted) {
    return new Form(Kind.TEXT, accepted + ", at most " + LONGEST_TEXT + " characters");
  }

  /**
   * {@code stderr}, {@code stdout}, {@code application}, or a path, which is told from a misspelt
   * word by a separator or a dot: {@code stder} must not silently become a file.
   */
  static Form logTarget() {
    return new Form(
        Kind.LOG_TARGET, "stderr, stdout, application or a file's path with a / or a . in it");
  }

  /** An unresolved {@link java.net.InetSocketAddress}; {@code off} is null. */
  static Form addressOrOff() {
    return new Form(
        Kind.ADDRESS, "host:port, [IPv6 address]:port, or off", 0, 0, null, true, false);
  }

  /** A {@link String} that fits into an HTTP header. */
  static Form token() {
    return new Form(Kind.TOKEN, "16 to 256 letters, digits and marks of ASCII, without blanks");
  }

  /** A {@link java.net.URI}. */
  static Form webAddress() {
    return new Form(Kind.WEB_ADDRESS, "an http or https URL");
  }

  /** A {@link Long} of bytes between the bounds; {@code off} is {@link Options#OFF}. */
  static Form sizeOrOff(String least, String most) {
    return new Form(
        Kind.SIZE,
        "a size with its unit (KB, MB, GB) from " + least + " to " + most + ", or off",
        Sizes.bytes(least),
        Sizes.bytes(most),
        null,
        true,
        false);
  }

  private Object off() {
    switch (kind) {
      case ADDRESS:
        return null;
      case DURATION:
      case SIZE:
        return Options.OFF;
      default:
        return Options.UNLIMITED;
    }
  }

  private static Object parseFlag(String text) {
    if (text.equalsIgnoreCase("true")) {
      return true;
    }
    if (text.equalsIgnoreCase("false")) {
      return false;
    }
    throw new IllegalArgumentException("not a switch");
  }

  private Object parseWord(String text) {
    for (Enum<?> word : words.getEnumConstants()) {
      if (word.name().equalsIgnoreCase(text)) {
        return word;
      }
    }
    throw new IllegalArgumentException("not one of the known values");
  }

  private Object parseCount(String text) {
    try {
      return (int) inBounds(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a whole number in reach", e);
    }
  }

  private Object parseRate(String text) {
    String lower = lower(text);
    if (!lower.endsWith("/s")) {
      throw new IllegalArgumentException("a rate without its unit");
    }
    return parseCount(lower.substring(0, lower.length() - 2).trim());
  }

  private static Object parseLogTarget(String text) {
    String lower = lower(text);
    if (lower.equals("stderr") || lower.equals("stdout") || lower.equals("application")) {
      return lower;
    }
    if (text.indexOf('/') < 0 && text.indexOf('\\') < 0 && text.indexOf('.') < 0) {
      throw new IllegalArgumentException("neither a stream nor a path");
    }
    return bounded(text);
  }

  private static Object parseToken(String text) {
    if (!text.matches("[!-~]{16,256}")) {
      throw new IllegalArgumentException("too short, too long, or with other characters");
    }
    return text;
  }

  private long inBounds(long number) {
    if (number < least || number > most) {
      throw new IllegalArgumentException("out of bounds");
    }
    return number;
  }

  private static String bounded(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException("too long");
    }
    return text;
  }

  private static String wholeNumber(int least, int most) {
    return "a whole number from " + least + " to " + most;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
