package io.dbkeepalive.config;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/**
 * Reads the options from where they may be given. In order of precedence: the agent's argument, the
 * system property {@code dbkeepalive.<key>}, the environment variable {@code DBKEEPALIVE_<KEY>},
 * the properties file that {@code config} names, the default.
 *
 * <p>An unknown key is an error wherever it stands, except in the environment: there only a near
 * miss of a known name is, because others also name variables that begin so (Kubernetes does for a
 * service of that name). An empty environment variable counts as none.
 */
public final class OptionsParser {
  private static final String PROPERTY_PREFIX = "dbkeepalive.";
  private static final String VARIABLE_PREFIX = "DBKEEPALIVE_";
  private static final int LARGEST_FILE = 1 << 20;

  private OptionsParser() {}

  /**
   * Never throws and never returns null.
   *
   * @param agentArguments what stands behind {@code -javaagent:dbkeepalive.jar=}; may be null
   */
  public static ParsedOptions parse(
      String agentArguments,
      Properties systemProperties,
      Map<String, String> environment,
      ConfigFile configFile) {
    GivenValues given = new GivenValues();
    ArgumentReader.read(agentArguments == null ? "" : agentArguments, given);
    readSystemProperties(systemProperties, given);
    readEnvironment(environment, given);
    String path = given.text(Option.CONFIG);
    if (path != null && !path.isEmpty()) {
      readFile(path, configFile, given);
    }
    return given.parsed();
  }

  private static void readSystemProperties(Properties properties, GivenValues given) {
    for (String name : new TreeSet<>(properties.stringPropertyNames())) {
      if (name.startsWith(PROPERTY_PREFIX)) {
        String key = name.substring(PROPERTY_PREFIX.length());
        give(key, properties.getProperty(name, ""), Source.SYSTEM_PROPERTY, given);
      }
    }
  }

  private static void readEnvironment(Map<String, String> environment, GivenValues given) {
    for (Option option : Option.values()) {
      String value = environment.get(VARIABLE_PREFIX + option.variable());
      if (value != null && !value.trim().isEmpty()) {
        given.give(option, value, Source.ENVIRONMENT);
      }
    }
    for (String name : new TreeSet<>(environment.keySet())) {
      if (name.startsWith(VARIABLE_PREFIX)) {
        String variable = name.substring(VARIABLE_PREFIX.length());
        Option nearest = NearestKey.of(variable);
        if (!nearest.variable().equals(variable) && NearestKey.isMisspelling(variable)) {
          given.complain(
              "unknown environment variable "
                  + GivenValues.shown(name)
                  + " is ignored; the nearest is "
                  + VARIABLE_PREFIX
                  + nearest.variable());
        }
      }
    }
  }

  private static void readFile(String path, ConfigFile configFile, GivenValues given) {
    Properties properties = new Properties();
    try (InputStream in = configFile.open(path)) {
      properties.load(new BufferedReader(new StringReader(decode(in))));
    } catch (IOException | RuntimeException e) {
      given.complain(
          "option config="
              + GivenValues.shown(path)
              + ": the file cannot be used ("
              + GivenValues.shown(reason(e))
              + "); its options are ignored");
      return;
    }
    for (String key : new TreeSet<>(properties.stringPropertyNames())) {
      if (key.equals(Option.CONFIG.key())) {
        given.complain(
            "option config in the file "
                + GivenValues.shown(path)
                + " is ignored: only one file is read");
      } else {
        give(key, properties.getProperty(key), Source.FILE, given);
      }
    }
  }

  private static void give(String key, String value, Source source, GivenValues given) {
    Option option = Option.of(key);
    if (option == null) {
      given.refuseKey(key, source);
    } else {
      given.give(option, value, source);
    }
  }

  /** Strict, so that a file in another encoding is refused and not read with wrong letters. */
  private static String decode(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      bytes.write(buffer, 0, count);
      if (bytes.size() > LARGEST_FILE) {
        throw new IOException("larger than " + LARGEST_FILE + " bytes");
      }
    }
    String text =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static String reason(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "access denied";
    }
    if (e instanceof CharacterCodingException) {
      return "not UTF-8";
    }
    return String.valueOf(e.getMessage());
  }
}
