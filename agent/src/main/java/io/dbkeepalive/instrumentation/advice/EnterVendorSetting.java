package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Dispatch;
import io.dbkeepalive.bootstrap.HandleState;
import net.bytebuddy.asm.Advice;

/** The start of a call that sets something of the driver's own. */
public final class EnterVendorSetting {
  private EnterVendorSetting() {}

  @Advice.OnMethodEnter
  static void enter(@Advice.This Object self) {
    HandleState state = HandleState.of(self);
    if (state != null) {
      Dispatch.TO.vendorSetting(state);
    }
  }
}
