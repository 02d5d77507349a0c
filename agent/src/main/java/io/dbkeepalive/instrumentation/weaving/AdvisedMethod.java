package io.dbkeepalive.instrumentation.weaving;

import io.dbkeepalive.bootstrap.Detour;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.jar.asm.TypePath;

/**
 * Weaves {@link Advice} into a method. The driver's code stays as it is, byte by byte: what is
 * woven stands before it, before each of its returns, and behind it for what it throws.
 *
 * <p>The local variables of woven code lie behind all others: copies of the object and of its
 * arguments, for the driver may write over them, and what the call at the start gave.
 */
final class AdvisedMethod extends MethodVisitor {
  private static final String DETOUR = Type.getInternalName(Detour.class);
  private static final String THROWABLE = "java/lang/Throwable";

  /** Two bytes of a class file say how much; who names the most there is does not use it. */
  private static final int MOST_STACK = 65_535;

  private final Target target;
  private final Advice advice;
  private final Locals locals;
  private final Caller caller;
  private final ExceptionRanges ranges = new ExceptionRanges();
  private final Label bodyStart = new Label();
  private final Label bodyEnd = new Label();
  private final Label detour = new Label();

  /**
   * @param number of the JDBC method in the catalogue
   * @param firstLocal the first local variable that the method itself does not have
   */
  AdvisedMethod(MethodVisitor next, Target target, int number, Advice advice, int firstLocal) {
    super(Opcodes.ASM9, next);
    this.target = target;
    this.advice = advice;
    this.locals = new Locals(target, advice, firstLocal);
    this.caller = new Caller(next, target, number, locals.token);
  }

  @Override
  public void visitCode() {
    super.visitCode();
    if (advice.enter != null) {
      enter();
    }
    if (advice.replacing != null) {
      replaceLastArgument();
    }
    locals.copyTo(mv);
    if (advice.mayDetour) {
      mv.visitVarInsn(Opcodes.ALOAD, locals.token);
      mv.visitTypeInsn(Opcodes.INSTANCEOF, DETOUR);
      mv.visitJumpInsn(Opcodes.IFNE, detour);
    }
    mv.visitLabel(bodyStart);
  }

  private void enter() {
    caller.write(advice.enter, 0);
    if (locals.hasToken()) {
      mv.visitVarInsn(locals.tokenType.getOpcode(Opcodes.ISTORE), locals.token);
    }
  }

  private void replaceLastArgument() {
    Type last = target.arguments[target.arguments.length - 1];
    caller.write(advice.replacing, 0);
    Boxing.unbox(mv, last);
    mv.visitVarInsn(last.getOpcode(Opcodes.ISTORE), target.size - last.getSize());
  }

  @Override
  public void visitInsn(int opcode) {
    boolean isReturn = opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
    if (!isReturn || advice.leave == null) {
      super.visitInsn(opcode);
      return;
    }
    // what the driver catches is thrown by the driver
    ranges.leaveOutFrom(mv);
    leave();
    super.visitInsn(opcode);
    ranges.leaveOutUntil(mv);
  }

  private void leave() {
    Call call = advice.leave;
    if (call.head == Call.Head.RESULT) {
      pushResult();
    }
    caller.write(call, locals.self);
    if (call.head == Call.Head.OBJECT) {
      Boxing.unbox(mv, target.result);
    }
  }

  private void pushResult() {
    if (target.result.getSort() == Type.VOID) {
      mv.visitInsn(Opcodes.ACONST_NULL);
    } else {
      mv.visitInsn(target.result.getSize() == 2 ? Opcodes.DUP2 : Opcodes.DUP);
      Boxing.box(mv, target.result);
    }
  }

  @Override
  public void visitFrame(int type, int numLocal, Object[] local, int numStack, Object[] stack) {
    Object[] all = locals.frame(numLocal, local);
    super.visitFrame(type, all.length, all, numStack, stack);
  }

  @Override
  public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
    ranges.add(start, end, handler, type);
  }

  /** Left out, for they go by places in the table, which are others now. No JVM reads them. */
  @Override
  public AnnotationVisitor visitTryCatchAnnotation(
      int typeRef, TypePath path, String descriptor, boolean visible) {
    return null;
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    mv.visitLabel(bodyEnd);
    if (advice.fail != null) {
      fail();
    }
    ranges.writeTo(mv);
    int woven = Math.max(stackOf(advice.enter), stackOf(advice.fail));
    int stack = Math.max(maxStack + stackOf(advice.leave), woven);
    super.visitMaxs(Math.min(stack, MOST_STACK), maxLocals + locals.size);
  }

  /** Behind the driver's handlers, so that it sees what the application would. */
  private void fail() {
    Object[] frame = locals.frame(0, new Object[0]);
    if (advice.mayDetour) {
      mv.visitLabel(detour);
      if (target.hasFrames) {
        mv.visitFrame(Opcodes.F_NEW, frame.length, frame, 0, new Object[0]);
      }
      mv.visitInsn(Opcodes.ACONST_NULL);
    }
    Label handler = new Label();
    mv.visitLabel(handler);
    if (target.hasFrames) {
      mv.visitFrame(Opcodes.F_NEW, frame.length, frame, 1, new Object[] {THROWABLE});
    }
    caller.write(advice.fail, locals.self);
    Boxing.unbox(mv, target.result);
    mv.visitInsn(target.result.getOpcode(Opcodes.IRETURN));
    ranges.add(bodyStart, bodyEnd, handler, null);
  }

  private static int stackOf(Call call) {
    return call == null ? 0 : call.stack();
  }
}
