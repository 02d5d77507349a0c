package io.dbkeepalive.instrumentation;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;

/**
 * A transformer that is told a class's module, where there are modules. Compiled apart, against the
 * classes of a newer JDK: Java 8, which has no such type, takes the class all the same, for it
 * never calls what names it. Immutable.
 */
final class ModuleAware implements ClassFileTransformer {
  /** What is done to class files; must not throw. */
  interface Transformer {
    /**
     * @param module of the class, null if not known
     * @param loaded the class if it is there already, else null
     * @return the new class file, null to leave it as it is
     */
    byte[] transform(
        Object module, ClassLoader loader, String internalName, Class<?> loaded, byte[] code);
  }

  private final Transformer transformer;

  ModuleAware(Transformer transformer) {
    this.transformer = transformer;
  }

  /** What Java 9 and later call. */
  @Override
  public byte[] transform(
      Module module,
      ClassLoader loader,
      String internalName,
      Class<?> loaded,
      ProtectionDomain domain,
      byte[] code) {
    return transformer.transform(module, loader, internalName, loaded, code);
  }

  /** What Java 8 calls. */
  @Override
  public byte[] transform(
      ClassLoader loader,
      String internalName,
      Class<?> loaded,
      ProtectionDomain domain,
      byte[] code) {
    return transformer.transform(null, loader, internalName, loaded, code);
  }
}
