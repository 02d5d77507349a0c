package io.dbkeepalive.instrumentation;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Finds classes that are no data sources themselves, but from which data sources inherit what makes
 * them so, as Tomcat JDBC's from {@code DataSourceProxy}.
 */
final class HandsOut extends ClassVisitor {
  private static final String BY_USER =
      "(Ljava/lang/String;Ljava/lang/String;)Ljava/sql/Connection;";

  private boolean found;

  private HandsOut() {
    super(Opcodes.ASM9);
  }

  /** Whether the class has the method that nothing but a data source has. */
  static boolean connections(ClassReader code) {
    HandsOut visitor = new HandsOut();
    code.accept(visitor, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return visitor.found;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    found |= name.equals("getConnection") && descriptor.equals(BY_USER);
    return null;
  }
}
