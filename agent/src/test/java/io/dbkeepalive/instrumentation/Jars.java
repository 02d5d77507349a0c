package io.dbkeepalive.instrumentation;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** For tests: class files by the binary names of their classes. */
final class Jars {
  private Jars() {}

  /** Of the jar that {@code type} was loaded from; of its base version only. */
  static Map<String, byte[]> classesOfJarOf(Class<?> type) throws IOException {
    Map<String, byte[]> classes = new TreeMap<>();
    try (JarFile jar = new JarFile(fileOf(type))) {
      jar.stream()
          .filter(entry -> entry.getName().endsWith(".class"))
          .filter(entry -> !entry.getName().startsWith("META-INF/"))
          .filter(entry -> !entry.getName().equals("module-info.class"))
          .forEach(
              entry -> {
                try (InputStream in = jar.getInputStream(entry)) {
                  String path = entry.getName();
                  String name = path.substring(0, path.length() - 6).replace('/', '.');
                  classes.put(name, in.readAllBytes());
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
    return classes;
  }

  static File fileOf(Class<?> type) {
    try {
      return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** Every class of one of the JDK's own packages and those below. */
  static Map<String, byte[]> classesOfJdk(String module, String folder) throws IOException {
    Path root = FileSystems.getFileSystem(java.net.URI.create("jrt:/")).getPath("modules", module);
    Map<String, byte[]> classes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root.resolve(folder))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.toString().endsWith(".class")) {
          classes.put(root.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
    }
    return classes;
  }

  /** The class file that a loaded class was made from. */
  static byte[] classFile(Class<?> type) {
    String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
