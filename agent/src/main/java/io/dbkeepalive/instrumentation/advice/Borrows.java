package io.dbkeepalive.instrumentation.advice;

import io.dbkeepalive.bootstrap.Dispatch;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** A data source hands out a connection; woven only if somebody watches for leaks. */
public final class Borrows {
  private Borrows() {}

  @Advice.OnMethodEnter
  static Object enter(@Advice.This Object self) {
    return Dispatch.TO.borrowing(self);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class)
  static void exit(
      @Advice.This Object self,
      @Advice.Enter Object borrowing,
      @Advice.Return(typing = Assigner.Typing.DYNAMIC) Object connection) {
    if (borrowing != null) {
      Dispatch.TO.borrowed(borrowing, self, connection);
    }
  }
}
