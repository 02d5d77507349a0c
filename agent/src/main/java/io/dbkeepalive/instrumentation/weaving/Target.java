package io.dbkeepalive.instrumentation.weaving;

import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** The method that is being woven. Immutable. */
final class Target {
  final String owner;
  final String name;
  final String descriptor;
  final Type method;
  final Type[] arguments;
  final Type result;

  /** How many local variables the object and its arguments take. */
  final int size;

  /** Whether the class file's version wants stack map frames. */
  final boolean hasFrames;

  /**
   * @param version of the class file
   */
  Target(int version, String owner, String name, String descriptor) {
    this.owner = owner;
    this.name = name;
    this.descriptor = descriptor;
    this.method = Type.getMethodType(descriptor);
    this.arguments = method.getArgumentTypes();
    this.result = method.getReturnType();
    this.size = method.getArgumentsAndReturnSizes() >> 2;
    this.hasFrames = (version & 0xffff) >= Opcodes.V1_6;
  }

  /** The types of the object and its arguments, as stack map frames have them. */
  Object[] frame() {
    Object[] types = new Object[arguments.length + 1];
    types[0] = owner;
    for (int i = 0; i < arguments.length; i++) {
      types[i + 1] = inFrame(arguments[i]);
    }
    return types;
  }

  private static Object inFrame(Type type) {
    switch (type.getSort()) {
      case Type.BOOLEAN:
      case Type.CHAR:
      case Type.BYTE:
      case Type.SHORT:
      case Type.INT:
        return Opcodes.INTEGER;
      case Type.FLOAT:
        return Opcodes.FLOAT;
      case Type.LONG:
        return Opcodes.LONG;
      case Type.DOUBLE:
        return Opcodes.DOUBLE;
      default:
        return type.getInternalName();
    }
  }
}
