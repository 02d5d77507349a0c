package io.dbkeepalive.recovery.breaker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A clock that is moved by hand, and what breakers have given to do at its times. */
final class FakeThreads implements TrialThreads {
  /** Near the end of what {@code System.nanoTime} can count, where it overflows. */
  long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(40);

  /** What was started and did not run yet: trials hang until a test says so. */
  final List<Runnable> started = new ArrayList<>();

  boolean full;

  private final List<Task> tasks = new ArrayList<>();

  private record Task(long at, Runnable work) {}

  @Override
  public void after(long nanos, Runnable task) {
    tasks.add(new Task(now + nanos, task));
  }

  @Override
  public boolean start(Runnable task) {
    return !full && started.add(task);
  }

  void endTrial() {
    started.remove(0).run();
  }

  void advanceMillis(long millis) {
    long until = now + TimeUnit.MILLISECONDS.toNanos(millis);
    while (true) {
      Task next =
          tasks.stream()
              .filter(task -> task.at - until <= 0)
              .min(Comparator.comparingLong(task -> task.at - until))
              .orElse(null);
      if (next == null) {
        now = until;
        return;
      }
      tasks.remove(next);
      now = next.at;
      next.work.run();
    }
  }
}
