package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Dispatch;
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
    if (!Dispatch.leave(self, method, entered, thrown)) {
      returned = Dispatch.recover(self, method, arguments, thrown);
      thrown = null;
    }
  }
}
