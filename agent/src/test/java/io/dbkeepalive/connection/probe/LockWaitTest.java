package io.dbkeepalive.connection.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real threads that wait for real things. */
@Timeout(20)
class LockWaitTest {
  private interface Wait {
    void begin() throws Exception;
  }

  private static Thread waiting(Wait wait) {
    Thread thread =
        new Thread(
            () -> {
              try {
                wait.begin();
              } catch (Exception endOfTest) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void awaitLockWait(Thread thread) {
    while (!LockWait.isIn(thread)) {
      Thread.onSpinWait();
    }
    assertTrue(thread.isAlive());
  }

  @Test
  void lock() {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    awaitLockWait(waiting(lock::lockInterruptibly));
  }

  @Test
  void monitor() {
    Object monitor = new Object();
    synchronized (monitor) {
      Thread thread =
          waiting(
              () -> {
                synchronized (monitor) {
                  monitor.notifyAll();
                }
              });
      awaitLockWait(thread);
    }
  }

  @Test
  void objectWait() {
    Object monitor = new Object();
    awaitLockWait(
        waiting(
            () -> {
              synchronized (monitor) {
                monitor.wait();
              }
            }));
  }

  @Test
  void networkIsNone() throws IOException, InterruptedException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      CountDownLatch reads = new CountDownLatch(1);
      Thread thread =
          waiting(
              () -> {
                reads.countDown();
                client.getInputStream().read();
              });
      reads.await();
      while (!isReading(thread)) {
        Thread.onSpinWait();
      }
      assertEquals(false, LockWait.isIn(thread));
      accepted.getOutputStream().write(1);
      thread.join();
    }
  }

  private static boolean isReading(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getMethodName().equals("read")) {
        return true;
      }
    }
    return false;
  }
}
