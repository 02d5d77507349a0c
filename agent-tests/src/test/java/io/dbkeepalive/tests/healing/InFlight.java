package io.dbkeepalive.tests.healing;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call that another thread makes, and that takes its time. */
final class InFlight<T> {
  private static final long MOST_SECONDS = 30;

  private final FutureTask<T> call;

  private InFlight(Callable<T> call) {
    this.call = new FutureTask<>(call);
  }

  static <T> InFlight<T> begin(Callable<T> call) {
    InFlight<T> begun = new InFlight<>(call);
    Thread thread = new Thread(begun.call, "in flight");
    thread.setDaemon(true);
    thread.start();
    return begun;
  }

  /** What it came to, or what it threw. */
  T end() throws Throwable {
    try {
      return call.get(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause();
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("the call did not come back", e);
    }
  }
}
