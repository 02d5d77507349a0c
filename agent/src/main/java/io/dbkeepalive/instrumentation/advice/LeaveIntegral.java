package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Dispatch;
import io.dbkeepalive.bootstrap.HandleState;
import net.bytebuddy.asm.Advice;

/** The end of a setter of an integral number. */
public final class LeaveIntegral {
  private LeaveIntegral() {}

  @Advice.OnMethodExit(onThrowable = Throwable.class)
  static void exit(
      @Advice.This Object self,
      @MethodId int method,
      @Advice.Enter boolean outermost,
      @Advice.Argument(0) int index,
      @Advice.Argument(1) long value,
      @Advice.AllArguments Object[] arguments,
      @Advice.Thrown(readOnly = false) Throwable thrown)
      throws Throwable {
    if (!outermost) {
      return;
    }
    HandleState state = HandleState.of(self);
    Dispatch.TO.leaveParameter(state);
    if (thrown == null) {
      Dispatch.TO.parameter(state, method, index, value);
    } else {
      Dispatch.TO.recoverUnguarded(state, self, method, arguments, thrown);
      thrown = null;
    }
  }
}
