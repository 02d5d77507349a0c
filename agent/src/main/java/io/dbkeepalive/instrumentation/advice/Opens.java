package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Dispatch;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** A driver or a data source opens a connection. */
public final class Opens {
  private Opens() {}

  @Advice.OnMethodEnter
  static Object enter(@Advice.This Object self, @Advice.Origin("#m") String method) {
    return Dispatch.TO.opening(self, method);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class)
  static void exit(
      @Advice.This Object self,
      @Advice.Enter Object opening,
      @Advice.AllArguments Object[] arguments,
      @Advice.Return(typing = Assigner.Typing.DYNAMIC) Object opened) {
    Dispatch.TO.opened(opening, self, arguments, opened);
  }
}
