package io.dbkeepalive.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Paths;

/** Opens the file that {@code config} names. */
@FunctionalInterface
public interface ConfigFile {
  /** Reads from the file system; a relative path starts at the JVM's working directory. */
  ConfigFile ON_DISK = path -> Files.newInputStream(Paths.get(path));

  /**
   * Opens the file.
   *
   * @param path as it was given, never null
   * @return a new stream, which the caller closes
   * @throws IOException when the file is missing or must not be read
   */
  InputStream open(String path) throws IOException;
}
