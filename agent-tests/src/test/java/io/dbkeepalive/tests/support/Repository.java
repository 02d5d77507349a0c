package io.dbkeepalive.tests.support;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds what is not in a module, as the documentation. */
public final class Repository {
  private Repository() {}

  /**
   * A file or directory.
   *
   * @param path from the top, as {@code docs/options.md}
   * @throws AssertionError if it is not there
   */
  public static Path resolve(String path) {
    Path top = Path.of(System.getProperty("build.directory")).toAbsolutePath();
    while (top != null && !Files.exists(top.resolve("docs/options.md"))) {
      top = top.getParent();
    }
    if (top == null || !Files.exists(top.resolve(path))) {
      throw new AssertionError("no " + path + " in " + top);
    }
    return top.resolve(path);
  }
}
