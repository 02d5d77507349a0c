package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Detour;
import io.dbkeepalive.bootstrap.Dispatch;
import net.bytebuddy.asm.Advice;

/** The start of a call that may send: takes the guard, or a detour. */
public final class EnterGuarded {
  private EnterGuarded() {}

  @Advice.OnMethodEnter(skipOn = Detour.class)
  static Object enter(@Advice.This Object self, @MethodId int method) {
    return Dispatch.enter(self, method);
  }
}
