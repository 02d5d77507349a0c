package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Dispatch;
import net.bytebuddy.asm.Advice;

/** The end of a setting of the session that is either on or off: kept without an allocation. */
public final class LeaveFlag {
  private LeaveFlag() {}

  @Advice.OnMethodExit(onThrowable = Throwable.class)
  static void exit(
      @Advice.This Object self,
      @MethodId int method,
      @Advice.Enter Object entered,
      @Advice.Argument(0) boolean value,
      @Advice.AllArguments Object[] arguments,
      @Advice.Thrown(readOnly = false) Throwable thrown)
      throws Throwable {
    if (!Dispatch.flag(self, method, entered, thrown, value)) {
      Dispatch.recover(self, method, arguments, thrown);
      thrown = null;
    }
  }
}
