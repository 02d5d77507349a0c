package io.dbkeepalive.recovery.breaker;

import io.dbkeepalive.telemetry.rounds.Rounds;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Where breakers do what no thread of the application shall do, passed in. */
interface TrialThreads {
  /** Soon ends what is given to it. */
  void after(long nanos, Runnable task);

  /**
   * May block.
   *
   * @return false if too many do already: it is not run
   */
  boolean start(Runnable task);

  /** Daemon threads that end when there is nothing to do. */
  final class Daemons implements TrialThreads {
    /** Bounds what drivers without time-outs can block. */
    private static final int MOST_TRIALS = 16;

    private final ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, work -> Rounds.daemon(work, "dbkeepalive-breaker"));
    private final ThreadPoolExecutor trials =
        new ThreadPoolExecutor(
            0,
            MOST_TRIALS,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> Rounds.daemon(work, "dbkeepalive-trial"));

    Daemons() {
      timer.setKeepAliveTime(10, TimeUnit.SECONDS);
      timer.allowCoreThreadTimeOut(true);
    }

    @Override
    public void after(long nanos, Runnable task) {
      timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public boolean start(Runnable task) {
      try {
        trials.execute(task);
        return true;
      } catch (RejectedExecutionException tooMany) {
        return false;
      }
    }
  }
}
