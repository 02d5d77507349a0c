package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Dispatch;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** The end of a setter of an object. */
public final class LeaveReference {
  private LeaveReference() {}

  @Advice.OnMethodExit(onThrowable = Throwable.class)
  static void exit(
      @Advice.This Object self,
      @MethodId int method,
      @Advice.Enter boolean outermost,
      @Advice.Argument(0) int index,
      @Advice.Argument(value = 1, typing = Assigner.Typing.DYNAMIC) Object value,
      @Advice.AllArguments Object[] arguments,
      @Advice.Thrown(readOnly = false) Throwable thrown)
      throws Throwable {
    if (!Dispatch.parameter(self, method, outermost, thrown, index, value)) {
      Dispatch.recoverUnguarded(self, method, arguments, thrown);
      thrown = null;
    }
  }
}
