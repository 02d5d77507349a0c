package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Dispatch;
import io.dbkeepalive.bootstrap.HandleState;
import net.bytebuddy.asm.Advice;

/** The application closes its handle. */
public final class EnterClose {
  private EnterClose() {}

  @Advice.OnMethodEnter
  static void enter(@Advice.This Object self) {
    HandleState state = HandleState.of(self);
    if (state != null) {
      Dispatch.TO.closing(state);
    }
  }
}
