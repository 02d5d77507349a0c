package io.dbkeepalive.instrumentation.weaving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** The local variables of woven code in one method, which lie behind all others. Immutable. */
final class Locals {
  private final Target target;

  /** The copy of the object; its arguments' follow. */
  final int self;

  /** What the call at the start gave. */
  final int token;

  /** Null where nobody wants to know. */
  final Type tokenType;

  /** How many they are. */
  final int size;

  /** How many of the object and its arguments are copied. */
  private final int copied;

  Locals(Target target, Advice advice, int first) {
    this.target = target;
    this.self = first;
    if (advice.endNeedsArguments()) {
      copied = target.arguments.length + 1;
    } else {
      copied = advice.endNeeds(Operand.SELF) ? 1 : 0;
    }
    int copies = copied > 1 ? target.size : copied;
    this.token = first + copies;
    if (advice.endNeeds(Operand.TOKEN)) {
      tokenType = Type.getObjectType("java/lang/Object");
    } else {
      tokenType = advice.endNeeds(Operand.OUTERMOST) ? Type.BOOLEAN_TYPE : null;
    }
    this.size = copies + (tokenType == null ? 0 : 1);
  }

  boolean hasToken() {
    return tokenType != null;
  }

  void copyTo(MethodVisitor code) {
    int local = 0;
    for (int i = 0; i < copied; i++) {
      Type type = i == 0 ? Type.getObjectType(target.owner) : target.arguments[i - 1];
      code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
      code.visitVarInsn(type.getOpcode(Opcodes.ISTORE), self + local);
      local += type.getSize();
    }
  }

  /**
   * A stack map frame's local variables: those of the driver's code, and these behind them.
   *
   * @param count how many of {@code driver} count
   */
  Object[] frame(int count, Object[] driver) {
    if (size == 0) {
      return Arrays.copyOf(driver, count);
    }
    List<Object> all = new ArrayList<>(Arrays.asList(driver).subList(0, count));
    int used = count;
    for (Object type : all) {
      used += type == Opcodes.LONG || type == Opcodes.DOUBLE ? 1 : 0;
    }
    for (; used < self; used++) {
      all.add(Opcodes.TOP);
    }
    all.addAll(Arrays.asList(target.frame()).subList(0, copied));
    if (tokenType != null) {
      all.add(tokenType == Type.BOOLEAN_TYPE ? Opcodes.INTEGER : tokenType.getInternalName());
    }
    return all.toArray();
  }
}
