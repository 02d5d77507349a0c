package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Dispatch;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** The end of an execution that gives no rows: what it returns is not looked at, nor boxed. */
public final class LeaveUpdate {
  private LeaveUpdate() {}

  @Advice.OnMethodExit(onThrowable = Throwable.class)
  static void exit(
      @Advice.This Object self,
      @MethodId int method,
      @Advice.Enter Object entered,
      @Advice.Argument(value = 0, optional = true) String sql,
      @Advice.AllArguments Object[] arguments,
      @Advice.Thrown(readOnly = false) Throwable thrown,
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object returned)
      throws Throwable {
    if (!Dispatch.executed(self, method, entered, thrown, null, sql)) {
      returned = Dispatch.recover(self, method, arguments, thrown);
      thrown = null;
    }
  }
}
