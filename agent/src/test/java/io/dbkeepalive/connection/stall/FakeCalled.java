package io.dbkeepalive.connection.stall;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** A connection whose server says, or does not say, what a test wants. */
final class FakeCalled implements CalledConnection {
  private final String group;

  volatile Thread caller;
  long lastAnswer;
  int generation;
  boolean closed;
  boolean wantsServer;
  int asked;

  /** Whether the server has lost the session. */
  boolean gone;

  /** Thrown by the connect. */
  Exception failure;

  /** Whether a connect that hangs waits for another thread, as where a pool is used up. */
  boolean waitsForThread;

  /** Where a connect hangs; null if it does not. */
  CountDownLatch hangsUntil;

  /** Counted down by each connect that hangs. */
  CountDownLatch hanging;

  /** How many calls each inquiry was about. */
  final List<Integer> inquiries = new ArrayList<>();

  final List<Integer> aborted = new ArrayList<>();

  FakeCalled(String group) {
    this.group = group;
  }

  @Override
  public long id() {
    return 7;
  }

  @Override
  public String database() {
    return "db";
  }

  @Override
  public Object group() {
    return group;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public Thread caller(Thread before) {
    return caller;
  }

  @Override
  public long lastAnswer() {
    return lastAnswer;
  }

  @Override
  public int generation() {
    return generation;
  }

  @Override
  public boolean wantsServer() {
    return wantsServer;
  }

  @Override
  public void askServer() {
    asked++;
    wantsServer = false;
  }

  @Override
  public Answer inquire(Collection<CalledConnection> all, Runnable connecting) throws Exception {
    inquiries.add(all.size());
    connecting.run();
    if (hangsUntil != null) {
      hanging.countDown();
      if (waitsForThread) {
        hangsUntil.await();
      }
      hangOutsideOfLocks();
    }
    if (failure != null) {
      throw failure;
    }
    Set<CalledConnection> lost = new HashSet<>();
    all.stream().filter(each -> ((FakeCalled) each).gone).forEach(lost::add);
    return lost::contains;
  }

  /** As in a socket. */
  private void hangOutsideOfLocks() throws InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    Thread waits =
        new Thread(
            () -> {
              try {
                hangsUntil.await();
                over.set(true);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    waits.setDaemon(true);
    waits.start();
    while (!over.get()) {
      Thread.sleep(1);
    }
  }

  @Override
  public void abort(int generation) {
    aborted.add(generation);
  }
}
