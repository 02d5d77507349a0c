package io.dbkeepalive.tests.healing;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Lets threads work side by side, and one disturb them when none is at work. Thread-safe. */
final class QuietPoint {
  // fair, so that whoever wants to disturb gets a turn
  private final ReadWriteLock lock = new ReentrantReadWriteLock(true);

  <T> T work(Callable<T> errand) throws Exception {
    lock.readLock().lock();
    try {
      return errand.call();
    } finally {
      lock.readLock().unlock();
    }
  }

  void disturb(Runnable disturbance) {
    lock.writeLock().lock();
    try {
      disturbance.run();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
