package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Dispatch;
import io.dbkeepalive.bootstrap.HandleState;
import net.bytebuddy.asm.Advice;

/** The start of a call that sends nothing, but changes what the next execution will. */
public final class EnterParameter {
  private EnterParameter() {}

  @Advice.OnMethodEnter
  static boolean enter(@Advice.This Object self) {
    HandleState state = HandleState.of(self);
    return state != null && Dispatch.TO.enterParameter(state);
  }
}
