package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Dispatch;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** A data source opens a connection. */
public final class Opens {
  private Opens() {}

  @Advice.OnMethodEnter
  static Object enter(@Advice.This Object self, @Advice.Origin("#m") String method)
      throws Throwable {
    return Dispatch.TO.opening(self, method, null);
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
