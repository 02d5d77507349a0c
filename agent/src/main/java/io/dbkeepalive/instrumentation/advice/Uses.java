package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Dispatch;
import net.bytebuddy.asm.Advice;

/** A connection that the agent only watches is used; woven into classes that were there before. */
public final class Uses {
  private Uses() {}

  @Advice.OnMethodEnter
  static void enter(@Advice.This Object self) {
    Dispatch.TO.used(self);
  }
}
