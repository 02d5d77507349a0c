package io.dbkeepalive.instrumentation;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** For tests: class files that no compiler would make. */
final class Stubs {
  private Stubs() {}

  /** The same class, instantiable, as an older compiler would have made it. */
  static byte[] concrete(Class<?> type, int version) {
    ClassWriter writer = new ClassWriter(0);
    ClassVisitor changed =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int any,
              int access,
              String name,
              String signature,
              String superName,
              String[] interfaces) {
            int concrete = access & ~Opcodes.ACC_ABSTRACT;
            super.visit(version, concrete, name, signature, superName, interfaces);
          }
        };
    int flags = version < Opcodes.V1_6 ? ClassReader.SKIP_FRAMES : 0;
    new ClassReader(Jars.classFile(type)).accept(changed, flags);
    return writer.toByteArray();
  }

  /** An empty class; abstract in deed, for it has no method. */
  static byte[] emptyClass(String name, String superName, String... interfaces) {
    return emptyClassWriter(name, superName, interfaces).toByteArray();
  }

  /** A class with one method, which does nothing. */
  static byte[] overriding(String name, String superName, String method, String descriptor) {
    ClassWriter writer = emptyClassWriter(name, superName);
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, method, descriptor, null, null);
    code.visitCode();
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 1);
    code.visitEnd();
    return writer.toByteArray();
  }

  private static ClassWriter emptyClassWriter(String name, String superName, String... interfaces) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V1_8, Opcodes.ACC_PUBLIC, name.replace('.', '/'), null, superName, interfaces);
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, superName, "<init>", "()V", false);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(1, 1);
    code.visitEnd();
    writer.visitEnd();
    return writer;
  }

  /**
   * Of the shape of the JVM's own: final, below {@code Proxy}, each method a call of the handler.
   * Its only method is {@code String nativeSQL(String)}.
   */
  static byte[] proxyClass(String name, String... interfaces) {
    String internal = name.replace('.', '/');
    ClassWriter writer = new ClassWriter(0);
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL;
    String proxy = "java/lang/reflect/Proxy";
    String handler = "Ljava/lang/reflect/InvocationHandler;";
    writer.visit(Opcodes.V1_8, access, internal, null, proxy, interfaces);
    MethodVisitor made =
        writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "(" + handler + ")V", null, null);
    made.visitCode();
    made.visitVarInsn(Opcodes.ALOAD, 0);
    made.visitVarInsn(Opcodes.ALOAD, 1);
    made.visitMethodInsn(Opcodes.INVOKESPECIAL, proxy, "<init>", "(" + handler + ")V", false);
    made.visitInsn(Opcodes.RETURN);
    made.visitMaxs(2, 2);
    made.visitEnd();
    MethodVisitor code =
        writer.visitMethod(
            access, "nativeSQL", "(Ljava/lang/String;)Ljava/lang/String;", null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitFieldInsn(Opcodes.GETFIELD, proxy, "h", handler);
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitInsn(Opcodes.ACONST_NULL);
    code.visitInsn(Opcodes.ICONST_1);
    code.visitTypeInsn(Opcodes.ANEWARRAY, Type.getInternalName(Object.class));
    code.visitInsn(Opcodes.DUP);
    code.visitInsn(Opcodes.ICONST_0);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitInsn(Opcodes.AASTORE);
    code.visitMethodInsn(
        Opcodes.INVOKEINTERFACE,
        "java/lang/reflect/InvocationHandler",
        "invoke",
        "(Ljava/lang/Object;Ljava/lang/reflect/Method;[Ljava/lang/Object;)Ljava/lang/Object;",
        true);
    code.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/String");
    code.visitInsn(Opcodes.ARETURN);
    code.visitMaxs(6, 2);
    code.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }
}
