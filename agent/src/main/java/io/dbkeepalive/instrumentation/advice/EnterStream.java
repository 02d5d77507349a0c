package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Dispatch;
import io.dbkeepalive.bootstrap.HandleState;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** The start of a setter of a stream, which some drivers read at once. */
public final class EnterStream {
  private EnterStream() {}

  @Advice.OnMethodEnter
  static boolean enter(
      @Advice.This Object self,
      @Advice.Argument(value = 1, typing = Assigner.Typing.DYNAMIC) Object stream) {
    HandleState state = HandleState.of(self);
    return state != null && Dispatch.TO.enterStream(state, stream);
  }
}
