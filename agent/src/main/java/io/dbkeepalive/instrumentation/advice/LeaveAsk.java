package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Dispatch;
import io.dbkeepalive.bootstrap.HandleState;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** The end of a question that the driver answers itself, unless the connection was lost. */
public final class LeaveAsk {
  private LeaveAsk() {}

  @Advice.OnMethodExit(onThrowable = Throwable.class)
  static void exit(
      @Advice.This Object self,
      @MethodId int method,
      @Advice.AllArguments Object[] arguments,
      @Advice.Thrown(readOnly = false) Throwable thrown,
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object returned)
      throws Throwable {
    if (thrown == null) {
      return;
    }
    HandleState state = HandleState.of(self);
    if (state != null) {
      returned = Dispatch.TO.recoverUnguarded(state, self, method, arguments, thrown);
      thrown = null;
    }
  }
}
