package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Dispatch;
import net.bytebuddy.asm.Advice;

/** The same is closed. */
public final class Ends {
  private Ends() {}

  @Advice.OnMethodEnter
  static void enter(@Advice.This Object self) {
    Dispatch.TO.ended(self);
  }
}
