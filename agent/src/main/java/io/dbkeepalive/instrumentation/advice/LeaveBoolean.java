package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Dispatch;
import net.bytebuddy.asm.Advice;

/** The end of a setter of a truth value. */
public final class LeaveBoolean {
  private LeaveBoolean() {}

  @Advice.OnMethodExit(onThrowable = Throwable.class)
  static void exit(
      @Advice.This Object self,
      @MethodId int method,
      @Advice.Enter boolean outermost,
      @Advice.Argument(0) int index,
      @Advice.Argument(1) boolean value,
      @Advice.AllArguments Object[] arguments,
      @Advice.Thrown(readOnly = false) Throwable thrown)
      throws Throwable {
    if (!Dispatch.parameter(self, method, outermost, thrown, index, value ? 1L : 0L)) {
      Dispatch.recoverUnguarded(self, method, arguments, thrown);
      thrown = null;
    }
  }
}
