package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Dispatch;
import io.dbkeepalive.bootstrap.HandleState;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** Answers with the connection that the application holds. */
public final class LeaveConnection {
  private LeaveConnection() {}

  @Advice.OnMethodExit(onThrowable = Throwable.class)
  static void exit(
      @Advice.This Object self,
      @Advice.Thrown(readOnly = false) Throwable thrown,
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object connection) {
    HandleState state = HandleState.of(self);
    if (state != null) {
      Object known = Dispatch.TO.connectionOf(state, thrown == null ? connection : null);
      if (known != null) {
        connection = known;
        thrown = null;
      }
    }
  }
}
