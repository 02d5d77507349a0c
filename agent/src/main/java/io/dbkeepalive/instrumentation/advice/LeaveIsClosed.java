package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Dispatch;
import io.dbkeepalive.bootstrap.HandleState;
import net.bytebuddy.asm.Advice;

/** A lost connection is not one that the application closed. */
public final class LeaveIsClosed {
  private LeaveIsClosed() {}

  @Advice.OnMethodExit
  static void exit(@Advice.This Object self, @Advice.Return(readOnly = false) boolean closed) {
    HandleState state = HandleState.of(self);
    if (state != null) {
      closed = Dispatch.TO.isClosed(state, closed);
    }
  }
}
