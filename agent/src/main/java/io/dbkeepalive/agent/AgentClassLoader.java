package io.dbkeepalive.agent;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Loads what lies under {@code isolated/} in the agent's jar, classes as {@code .classdata}. Its
 * parent is the platform loader, so it neither sees the application's libraries nor shows it ours.
 */
final class AgentClassLoader extends ClassLoader {
  private static final String ROOT = "isolated/";

  static {
    registerAsParallelCapable();
  }

  private final File file;
  private final JarFile jar;
  private final ProtectionDomain domain;
  private final String version;

  AgentClassLoader(File file, ProtectionDomain domain, ClassLoader parent) throws IOException {
    super(parent);
    this.file = file;
    this.jar = new JarFile(file, false); // it is not signed
    this.domain = domain;
    this.version = jar.getManifest().getMainAttributes().getValue("Implementation-Version");
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    JarEntry entry = jar.getJarEntry(ROOT + name.replace('.', '/') + ".classdata");
    if (entry == null) {
      throw new ClassNotFoundException(name);
    }
    try {
      byte[] code = read(jar, entry);
      definePackageOf(name);
      return defineClass(name, code, 0, code.length, domain);
    } catch (IOException e) {
      throw new ClassNotFoundException(name + " cannot be read from " + file, e);
    }
  }

  @Override
  protected URL findResource(String name) {
    String entry = ROOT + name;
    if (jar.getJarEntry(entry) == null) {
      return null;
    }
    try {
      // a directory may end in an exclamation mark, which would end the jar's path too early
      return new URL("jar:" + file.toURI().toString().replace("!", "%21") + "!/" + entry);
    } catch (MalformedURLException e) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL resource = findResource(name);
    return resource == null
        ? Collections.<URL>emptyEnumeration()
        : Collections.enumeration(Collections.singleton(resource));
  }

  private void definePackageOf(String className) {
    int dot = className.lastIndexOf('.');
    String name = dot < 0 ? "" : className.substring(0, dot);
    if (dot >= 0 && getPackage(name) == null) {
      try {
        definePackage(name, null, null, null, null, version, null, null);
      } catch (IllegalArgumentException definedMeanwhile) {
        // another thread was faster: fine, the package is there
      }
    }
  }

  /** The entry's bytes. */
  static byte[] read(JarFile jar, JarEntry entry) throws IOException {
    byte[] bytes = new byte[(int) entry.getSize()];
    try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
      in.readFully(bytes);
    }
    return bytes;
  }
}
