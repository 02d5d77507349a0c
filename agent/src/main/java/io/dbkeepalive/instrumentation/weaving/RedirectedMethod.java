package io.dbkeepalive.instrumentation.weaving;

import io.dbkeepalive.bootstrap.HandleState;
import java.lang.reflect.Method;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Puts before a method: if another object has taken the place of this one, call the same method
 * there, and return what it returns.
 *
 * <p>It stands before all advice, so that what the other object throws passes untouched.
 */
final class RedirectedMethod extends MethodVisitor {
  private static final String STATE = Type.getInternalName(HandleState.class);

  private final Target target;

  /** What the other object is called by. */
  private final String owner;

  private final boolean isInterface;
  private final Type method;

  private RedirectedMethod(
      MethodVisitor next, Target target, String owner, boolean isInterface, Type method) {
    super(Opcodes.ASM9, next);
    this.target = target;
    this.owner = owner;
    this.isInterface = isInterface;
    this.method = method;
  }

  /**
   * @param method of the JDBC interface: the woven one may return something narrower
   */
  static RedirectedMethod toInterface(MethodVisitor next, Target target, Method method) {
    String owner = Type.getInternalName(method.getDeclaringClass());
    return new RedirectedMethod(next, target, owner, true, Type.getType(method));
  }

  /** For a method that JDBC does not have: what takes the object's place is of the same class. */
  static RedirectedMethod toClass(MethodVisitor next, Target target) {
    return new RedirectedMethod(next, target, target.owner, false, target.method);
  }

  @Override
  public void visitCode() {
    super.visitCode();
    Label goOn = new Label();
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    mv.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        STATE,
        isInterface ? "redirect" : "redirectVendor",
        "(Ljava/lang/Object;)Ljava/lang/Object;",
        false);
    mv.visitInsn(Opcodes.DUP);
    mv.visitJumpInsn(Opcodes.IFNULL, goOn);
    callInstead();
    mv.visitLabel(goOn);
    if (target.hasFrames) {
      Object[] frame = target.frame();
      mv.visitFrame(Opcodes.F_NEW, frame.length, frame, 1, new Object[] {"java/lang/Object"});
    }
    mv.visitInsn(Opcodes.POP);
  }

  private void callInstead() {
    mv.visitTypeInsn(Opcodes.CHECKCAST, owner);
    int local = 1;
    for (Type argument : target.arguments) {
      mv.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), local);
      local += argument.getSize();
    }
    mv.visitMethodInsn(
        isInterface ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL,
        owner,
        target.name,
        method.getDescriptor(),
        isInterface);
    if (!target.result.equals(method.getReturnType())) {
      mv.visitTypeInsn(Opcodes.CHECKCAST, target.result.getInternalName());
    }
    mv.visitInsn(target.result.getOpcode(Opcodes.IRETURN));
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(Math.max(maxStack, Math.max(2, target.size)), maxLocals);
  }
}
