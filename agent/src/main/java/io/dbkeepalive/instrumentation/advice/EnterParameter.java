package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Dispatch;
import net.bytebuddy.asm.Advice;

/** The start of a call that sends nothing, but changes what the next execution will. */
public final class EnterParameter {
  private EnterParameter() {}

  @Advice.OnMethodEnter
  static boolean enter(@Advice.This Object self) {
    return Dispatch.enterParameter(self);
  }
}
