package io.dbkeepalive.instrumentation;

import io.dbkeepalive.bootstrap.HandleState;
import java.lang.reflect.Method;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.utility.OpenedClassReader;
import net.bytebuddy.utility.visitor.ExceptionTableSensitiveMethodVisitor;

/**
 * Puts before a JDBC method: if another object has taken the place of this one, call the same
 * method of the same interface there, and return what it returns.
 *
 * <p>It stands behind the exception table and before all advice, so that what the other object
 * throws passes untouched.
 */
final class RedirectPrefix extends ExceptionTableSensitiveMethodVisitor {
  private static final String STATE = Type.getInternalName(HandleState.class);

  private final Type owner;
  private final boolean ofInterface;
  private final String name;
  private final Type method;
  private final Type returnType;
  private final boolean frames;

  private RedirectPrefix(
      MethodVisitor visitor,
      Type owner,
      boolean ofInterface,
      String name,
      Type method,
      Type returnType,
      boolean frames) {
    super(OpenedClassReader.ASM_API, visitor);
    this.owner = owner;
    this.ofInterface = ofInterface;
    this.name = name;
    this.method = method;
    this.returnType = returnType;
    this.frames = frames;
  }

  /**
   * @param method of the JDBC interface
   * @param descriptor of the woven method, whose return type may be narrower
   * @param frames whether the class file's version wants stack map frames
   */
  static RedirectPrefix toInterface(
      MethodVisitor visitor, Method method, String descriptor, boolean frames) {
    return new RedirectPrefix(
        visitor,
        Type.getType(method.getDeclaringClass()),
        true,
        method.getName(),
        Type.getType(method),
        Type.getReturnType(descriptor),
        frames);
  }

  /** For a method that JDBC does not have: what takes the object's place is of the same class. */
  static RedirectPrefix toClass(
      MethodVisitor visitor, String owner, String name, String descriptor, boolean frames) {
    return new RedirectPrefix(
        visitor,
        Type.getObjectType(owner),
        false,
        name,
        Type.getMethodType(descriptor),
        Type.getReturnType(descriptor),
        frames);
  }

  @Override
  protected void onAfterExceptionTable() {
    Label goOn = new Label();
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    mv.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        STATE,
        ofInterface ? "redirect" : "redirectVendor",
        "(Ljava/lang/Object;)Ljava/lang/Object;",
        false);
    mv.visitInsn(Opcodes.DUP);
    mv.visitJumpInsn(Opcodes.IFNULL, goOn);
    callInstead();
    mv.visitLabel(goOn);
    if (frames) {
      mv.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {"java/lang/Object"});
    }
    mv.visitInsn(Opcodes.POP);
  }

  private void callInstead() {
    mv.visitTypeInsn(Opcodes.CHECKCAST, owner.getInternalName());
    int local = 1;
    for (Type argument : method.getArgumentTypes()) {
      mv.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), local);
      local += argument.getSize();
    }
    mv.visitMethodInsn(
        ofInterface ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL,
        owner.getInternalName(),
        name,
        method.getDescriptor(),
        ofInterface);
    if (!returnType.equals(method.getReturnType())) {
      mv.visitTypeInsn(Opcodes.CHECKCAST, returnType.getInternalName());
    }
    mv.visitInsn(returnType.getOpcode(Opcodes.IRETURN));
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    int arguments = method.getArgumentsAndReturnSizes() >> 2;
    super.visitMaxs(Math.max(maxStack, Math.max(2, arguments + 1)), maxLocals);
  }
}
