package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Dispatch;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** For result sets: answers with the object that the application holds. */
public final class LeaveOwner {
  private LeaveOwner() {}

  @Advice.OnMethodExit
  static void exit(
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object owner) {
    owner = Dispatch.TO.handleOf(owner);
  }
}
