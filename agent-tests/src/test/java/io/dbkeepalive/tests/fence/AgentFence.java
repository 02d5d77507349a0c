package io.dbkeepalive.tests.fence;

import io.dbkeepalive.tests.support.JdbcDriver;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.util.jar.JarFile;

/** The fence of the built jar, whose classes no application sees: called by reflection. */
final class AgentFence {
  private static final String PACKAGE = "io.dbkeepalive.dialect.";

  private final Method of;
  private final Method end;
  private final Method dialectOf;
  private final Method rollsBackAll;

  AgentFence() throws ReflectiveOperationException, IOException {
    try (JarFile jar = new JarFile(new File(System.getProperty("agent.jar")))) {
      Isolated loader = new Isolated(jar);
      Class<?> session = loader.loadClass(PACKAGE + "ServerSession");
      Class<?> dialect = loader.loadClass(PACKAGE + "Dialect");
      of = session.getMethod("of", Connection.class, InetSocketAddress.class, long.class);
      end =
          loader
              .loadClass(PACKAGE + "Fence")
              .getMethod("end", Connection.class, session, session, long.class);
      dialectOf = dialect.getMethod("of", String.class);
      rollsBackAll = dialect.getMethod("rollsBackAll", Connection.class);
      loader.loadAll();
    }
  }

  Object session(Connection connection, int port, long openedNanos)
      throws ReflectiveOperationException {
    return of.invoke(null, connection, new InetSocketAddress("localhost", port), openedNanos);
  }

  boolean end(Connection fresh, Object ours, Object lost, long deadlineNanos)
      throws ReflectiveOperationException {
    return (boolean) end.invoke(null, fresh, ours, lost, deadlineNanos);
  }

  boolean rollsBackAll(JdbcDriver driver, Connection fresh) throws ReflectiveOperationException {
    return (boolean) rollsBackAll.invoke(dialectOf.invoke(null, driver.url("h", 1)), fresh);
  }

  private static final class Isolated extends ClassLoader {
    private final JarFile jar;

    Isolated(JarFile jar) {
      super(null);
      this.jar = jar;
    }

    /** So that the jar can be closed. */
    void loadAll() throws ClassNotFoundException {
      String folder = "isolated/" + PACKAGE.replace('.', '/');
      for (String name :
          jar.stream()
              .map(entry -> entry.getName())
              .filter(name -> name.startsWith(folder) && name.endsWith(".classdata"))
              .toList()) {
        String simple = name.substring(folder.length(), name.length() - ".classdata".length());
        Class.forName(PACKAGE + simple, true, this);
      }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      String path = "isolated/" + name.replace('.', '/') + ".classdata";
      try (InputStream in = jar.getInputStream(jar.getEntry(path))) {
        byte[] code = in.readAllBytes();
        return defineClass(name, code, 0, code.length);
      } catch (IOException | RuntimeException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      return name.startsWith("java.sql.")
          ? ClassLoader.getPlatformClassLoader().loadClass(name)
          : super.loadClass(name, resolve);
    }
  }
}
