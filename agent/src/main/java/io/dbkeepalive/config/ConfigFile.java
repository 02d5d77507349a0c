package io.dbkeepalive.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Paths;

/** Opens the file that {@code config} names. */
@FunctionalInterface
public interface ConfigFile {
  /** Reads from the file system; a relative path starts at the JVM's working directory. */
  ConfigFile ON_DISK = new OnDisk();

  /**
   * Opens the file.
   *
   * @param path as it was given, never null
   * @return a new stream, which the caller closes
   * @throws IOException when the file is missing or must not be read
   */
  InputStream open(String path) throws IOException;

  /** No lambda: it is needed at start, where the first one of our own takes a millisecond. */
  final class OnDisk implements ConfigFile {
    private OnDisk() {}

    @Override
    public InputStream open(String path) throws IOException {
      return Files.newInputStream(Paths.get(path));
    }
  }
}
