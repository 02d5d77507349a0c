package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Dispatch;
import io.dbkeepalive.bootstrap.HandleState;
import net.bytebuddy.asm.Advice;

/** The application takes an interface of the driver's own, to work behind JDBC. */
public final class EnterVendor {
  private EnterVendor() {}

  @Advice.OnMethodEnter
  static void enter(@Advice.This Object self) {
    HandleState state = HandleState.of(self);
    if (state != null) {
      Dispatch.TO.vendor(state);
    }
  }
}
