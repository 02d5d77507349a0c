package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Detour;
import io.dbkeepalive.bootstrap.Dispatch;
import io.dbkeepalive.bootstrap.HandleState;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** The end of a call of which nothing is remembered but that it went well. */
public final class LeaveGuarded {
  private LeaveGuarded() {}

  @Advice.OnMethodExit(onThrowable = Throwable.class)
  static void exit(
      @Advice.This Object self,
      @MethodId int method,
      @Advice.Enter Object entered,
      @Advice.AllArguments Object[] arguments,
      @Advice.Thrown(readOnly = false) Throwable thrown,
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object returned)
      throws Throwable {
    if (entered == null) {
      return;
    }
    HandleState state = HandleState.of(self);
    if (thrown == null && !(entered instanceof Detour)) {
      Dispatch.TO.leave(state, method);
    } else {
      returned = Dispatch.TO.recover(state, self, method, arguments, thrown);
      thrown = null;
    }
  }
}
