package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Dispatch;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** The end of a call that is to be made again on the next physical connection. */
public final class LeaveKeeping {
  private LeaveKeeping() {}

  @Advice.OnMethodExit(onThrowable = Throwable.class)
  static void exit(
      @Advice.This Object self,
      @MethodId int method,
      @Advice.Enter Object entered,
      @Advice.AllArguments Object[] arguments,
      @Advice.Thrown(readOnly = false) Throwable thrown,
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object returned)
      throws Throwable {
    if (!Dispatch.done(self, method, entered, thrown, arguments, returned)) {
      returned = Dispatch.recover(self, method, arguments, thrown);
      thrown = null;
    }
  }
}
