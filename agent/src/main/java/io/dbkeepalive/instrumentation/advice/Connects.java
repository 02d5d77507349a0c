package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Dispatch;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** As {@link Opens}, for {@code Driver.connect}: its properties may be replaced by others. */
public final class Connects {
  private Connects() {}

  @Advice.OnMethodEnter
  static Object enter(
      @Advice.This Object self,
      @Advice.Argument(0) String url,
      @Advice.Argument(value = 1, readOnly = false, typing = Assigner.Typing.DYNAMIC) Object info)
      throws Throwable {
    Object opening = Dispatch.TO.opening(self, "connect", url);
    info = Dispatch.TO.connectWith(self, url, info);
    return opening;
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
