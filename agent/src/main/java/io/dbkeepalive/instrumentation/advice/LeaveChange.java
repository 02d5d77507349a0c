package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Dispatch;
import net.bytebuddy.asm.Advice;

/** The end of any other call that changes what the next execution does. */
public final class LeaveChange {
  private LeaveChange() {}

  @Advice.OnMethodExit(onThrowable = Throwable.class)
  static void exit(
      @Advice.This Object self,
      @MethodId int method,
      @Advice.Enter boolean outermost,
      @Advice.AllArguments Object[] arguments,
      @Advice.Thrown(readOnly = false) Throwable thrown)
      throws Throwable {
    if (!Dispatch.changed(self, method, outermost, thrown, arguments)) {
      Dispatch.recoverUnguarded(self, method, arguments, thrown);
      thrown = null;
    }
  }
}
