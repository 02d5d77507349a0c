package io.dbkeepalive.instrumentation.weaving;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Code between a value on the operand stack and {@code Object}. */
final class Boxing {
  private Boxing() {}

  static void box(MethodVisitor code, Type type) {
    String box = boxOf(type);
    if (box != null) {
      String descriptor = "(" + type.getDescriptor() + ")L" + box + ";";
      code.visitMethodInsn(Opcodes.INVOKESTATIC, box, "valueOf", descriptor, false);
    }
  }

  /** Casts, or drops what is there where nothing is wanted. */
  static void unbox(MethodVisitor code, Type type) {
    if (type.getSort() == Type.VOID) {
      code.visitInsn(Opcodes.POP);
      return;
    }
    String box = boxOf(type);
    String wanted = box == null ? type.getInternalName() : box;
    if (!wanted.equals("java/lang/Object")) {
      code.visitTypeInsn(Opcodes.CHECKCAST, wanted);
    }
    if (box != null) {
      String value = type.getClassName() + "Value";
      code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, box, value, "()" + type.getDescriptor(), false);
    }
  }

  /** Null for what is an object already. */
  private static String boxOf(Type type) {
    switch (type.getSort()) {
      case Type.BOOLEAN:
        return "java/lang/Boolean";
      case Type.CHAR:
        return "java/lang/Character";
      case Type.BYTE:
        return "java/lang/Byte";
      case Type.SHORT:
        return "java/lang/Short";
      case Type.INT:
        return "java/lang/Integer";
      case Type.FLOAT:
        return "java/lang/Float";
      case Type.LONG:
        return "java/lang/Long";
      case Type.DOUBLE:
        return "java/lang/Double";
      default:
        return null;
    }
  }
}
