package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Dispatch;
import net.bytebuddy.asm.Advice;

/** A connection, or its wrapper, is closed; woven only if somebody watches for leaks. */
public final class Returns {
  private Returns() {}

  @Advice.OnMethodEnter
  static void enter(@Advice.This Object self) {
    Dispatch.TO.returned(self);
  }
}
