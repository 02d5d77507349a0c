package io.dbkeepalive.instrumentation.weaving;

import io.dbkeepalive.bootstrap.Dispatch;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Writes calls of {@code Dispatch} into one method. */
final class Caller {
  private static final String DISPATCH = Type.getInternalName(Dispatch.class);

  private final MethodVisitor code;
  private final Target target;
  private final int number;
  private final int token;

  /**
   * @param number of the JDBC method in the catalogue
   * @param token the local variable of what the call at the start gave
   */
  Caller(MethodVisitor code, Target target, int number, int token) {
    this.code = code;
    this.target = target;
    this.number = number;
    this.token = token;
  }

  /**
   * @param self the local variable of the object; the arguments follow
   */
  void write(Call call, int self) {
    for (Operand operand : call.operands) {
      push(operand, self);
    }
    code.visitMethodInsn(Opcodes.INVOKESTATIC, DISPATCH, call.name, call.descriptor, false);
  }

  private void push(Operand operand, int self) {
    switch (operand) {
      case SELF:
        code.visitVarInsn(Opcodes.ALOAD, self);
        break;
      case METHOD:
        pushInt(number);
        break;
      case NAME:
        code.visitLdcInsn(target.name);
        break;
      case TOKEN:
        code.visitVarInsn(Opcodes.ALOAD, token);
        break;
      case OUTERMOST:
        code.visitVarInsn(Opcodes.ILOAD, token);
        break;
      case ARGUMENTS:
        pushArguments(self);
        break;
      case FIRST_INT:
      case FIRST_FLAG:
        code.visitVarInsn(Opcodes.ILOAD, self + 1);
        break;
      case FIRST_STRING:
        pushFirstString(self);
        break;
      default:
        pushSecond(operand, self);
        break;
    }
  }

  private void pushFirstString(int self) {
    if (target.arguments.length == 0) {
      code.visitInsn(Opcodes.ACONST_NULL);
    } else {
      code.visitVarInsn(Opcodes.ALOAD, self + 1);
    }
  }

  private void pushSecond(Operand operand, int self) {
    Type type = target.arguments[1];
    code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), self + 1 + target.arguments[0].getSize());
    if (operand == Operand.SECOND_LONG && type.getSort() != Type.LONG) {
      code.visitInsn(Opcodes.I2L);
    } else if (operand == Operand.SECOND_DOUBLE && type.getSort() == Type.FLOAT) {
      code.visitInsn(Opcodes.F2D);
    }
  }

  private void pushArguments(int self) {
    pushInt(target.arguments.length);
    code.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
    int local = self + 1;
    for (int i = 0; i < target.arguments.length; i++) {
      Type type = target.arguments[i];
      code.visitInsn(Opcodes.DUP);
      pushInt(i);
      code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
      Boxing.box(code, type);
      code.visitInsn(Opcodes.AASTORE);
      local += type.getSize();
    }
  }

  private void pushInt(int value) {
    if (value <= 5) {
      code.visitInsn(Opcodes.ICONST_0 + value);
    } else if (value <= Byte.MAX_VALUE) {
      code.visitIntInsn(Opcodes.BIPUSH, value);
    } else {
      code.visitIntInsn(Opcodes.SIPUSH, value);
    }
  }
}
