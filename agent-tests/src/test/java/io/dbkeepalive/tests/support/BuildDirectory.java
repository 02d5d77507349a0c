package io.dbkeepalive.tests.support;

import java.nio.file.Path;

/** Where Maven put what the tests use. */
public final class BuildDirectory {
  private BuildDirectory() {}

  public static Path resolve(String path) {
    return Path.of(System.getProperty("build.directory")).resolve(path);
  }
}
