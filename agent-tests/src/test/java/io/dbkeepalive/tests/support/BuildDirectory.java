package io.dbkeepalive.tests.support;

import java.nio.file.Path;

/** Where Maven put what the tests use. */
final class BuildDirectory {
  private BuildDirectory() {}

  static Path resolve(String path) {
    return Path.of(System.getProperty("build.directory")).resolve(path);
  }
}
