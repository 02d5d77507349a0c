package io.dbkeepalive.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what was given for each option, the first source to name it winning, and the complaints
 * about it. Used by one thread.
 */
final class GivenValues {
  private static final int LONGEST_SHOWN = 80;

  private final Map<Option, String> texts = new EnumMap<>(Option.class);
  private final Map<Option, Source> sources = new EnumMap<>(Option.class);
  private final List<String> errors = new ArrayList<>();

  /** Takes the value unless a source before this one gave one. */
  void give(Option option, String text, Source source) {
    Source earlier = sources.get(option);
    if (earlier == source) {
      complain(
          "option "
              + option.key()
              + " is given more than once ("
              + source
              + "); the last value counts");
    } else if (earlier != null) {
      return;
    }
    texts.put(option, text.trim());
    sources.put(option, source);
  }

  void refuseKey(String key, Source source) {
    String nearest = NearestKey.of(key).key();
    complain(
        "unknown option "
            + shown(key)
            + " ("
            + source
            + ") is ignored; the nearest key is "
            + nearest);
  }

  /** Records one line; what others wrote goes through {@link #shown} first. */
  void complain(String line) {
    errors.add(line);
  }

  /** The text given for the option; null when there is none. */
  String text(Option option) {
    return texts.get(option);
  }

  /** Parses all that was given; what is refused keeps its default. */
  ParsedOptions parsed() {
    Map<Option, Setting> settings = new EnumMap<>(Option.class);
    for (Map.Entry<Option, String> text : texts.entrySet()) {
      parse(text.getKey(), text.getValue(), settings);
    }
    Options options = new Options(settings);
    if (options.backoffMillis() > options.maxBackoffMillis()) {
      complain(
          String.format(
              "option backoff=%dms is above max-backoff=%dms; raise max-backoff or lower backoff;"
                  + " the defaults %s and %s are used",
              options.backoffMillis(),
              options.maxBackoffMillis(),
              Option.BACKOFF.defaultText(),
              Option.MAX_BACKOFF.defaultText()));
      settings.remove(Option.BACKOFF);
      settings.remove(Option.MAX_BACKOFF);
      options = new Options(settings);
    }
    return new ParsedOptions(options, errors);
  }

  private void parse(Option option, String text, Map<Option, Setting> settings) {
    try {
      if (text.isEmpty()) {
        throw new IllegalArgumentException("no value");
      }
      settings.put(option, Setting.given(option, text, sources.get(option)));
    } catch (IllegalArgumentException e) {
      complain(
          String.format(
              "option %s=%s (%s) is refused: %s; accepted: %s; %s",
              option.key(),
              option.isSecret() ? "<set>" : shown(text),
              sources.get(option),
              e.getMessage(),
              option.form().accepted(),
              option.defaultText() == null
                  ? "it stays unset"
                  : "the default " + option.defaultText() + " is used"));
    }
  }

  /** The text, shortened and without control characters. */
  static String shown(String text) {
    boolean tooLong = text.length() > LONGEST_SHOWN;
    String shown = tooLong ? text.substring(0, LONGEST_SHOWN) + "…" : text;
    return shown.replaceAll("\\p{C}|\\p{Zl}|\\p{Zp}", "?");
  }
}
