package io.dbkeepalive.instrumentation;

import io.dbkeepalive.telemetry.log.LogOutput;
import java.util.function.Supplier;

/**
 * Sees every class that is loaded. What does not name JDBC costs a scan of its constants; the first
 * that does brings the rest of the agent along. Thread-safe.
 */
final class ClassWatch implements ModuleAware.Transformer {
  private final ClassLoader own = ClassWatch.class.getClassLoader();
  private final Supplier<JdbcTransformer> installation;

  /**
   * @param installation asked by each class that names JDBC; gives null where there is none
   */
  ClassWatch(Supplier<JdbcTransformer> installation) {
    this.installation = installation;
  }

  @Override
  public byte[] transform(
      Object module, ClassLoader loader, String internalName, Class<?> loaded, byte[] code) {
    // a class that is there already cannot get a field; the JDK's own classes are no drivers
    if (loader == null || loader == own || loaded != null || internalName == null) {
      return null;
    }
    if (internalName.equals("org/slf4j/LoggerFactory")) {
      LogOutput.applicationHasSlf4j(loader);
    }
    if (isOfTheJdk(internalName) || !ConstantPool.namesJdbc(code)) {
      return null;
    }
    JdbcTransformer transformer = installation.get();
    return transformer == null ? null : transformer.transform(module, loader, internalName, code);
  }

  /** Module java.sql has a loader. To install the agent takes classes of it: it must not wait. */
  private static boolean isOfTheJdk(String internalName) {
    return internalName.startsWith("java/") || internalName.startsWith("javax/sql/");
  }
}
