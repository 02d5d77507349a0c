package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Dispatch;
import io.dbkeepalive.bootstrap.HandleState;
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
