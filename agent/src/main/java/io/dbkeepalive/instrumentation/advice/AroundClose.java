package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Dispatch;
import io.dbkeepalive.bootstrap.HandleState;
import net.bytebuddy.asm.Advice;

/** The application closes its handle. */
public final class AroundClose {
  private AroundClose() {}

  @Advice.OnMethodEnter
  static boolean enter(@Advice.This Object self) {
    HandleState state = HandleState.of(self);
    return state != null && Dispatch.TO.closing(state);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class)
  static void exit(
      @Advice.This Object self,
      @Advice.Enter boolean outermost,
      @Advice.Thrown(readOnly = false) Throwable thrown) {
    if (outermost) {
      thrown = Dispatch.TO.closed(HandleState.of(self), self, thrown);
    }
  }
}
