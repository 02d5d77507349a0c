package io.dbkeepalive.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes what the demo opened, the last first, also when it is interrupted from the keyboard.
 *
 * <p>Thread safe. All fields are guarded by this object's lock.
 */
final class Cleanup implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private boolean closed;

  /**
   * Remembers what is to be closed. It may be closed before, closing twice must do no harm.
   *
   * @return {@code resource}
   * @throws IllegalStateException if the demo is ending; then the resource is closed at once
   */
  synchronized <T extends AutoCloseable> T closeLater(T resource) {
    open.push(resource);
    if (closed) {
      closeAll();
      throw new IllegalStateException("the demo is ending");
    }
    return resource;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
    closeAll();
  }

  private void closeAll() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        System.err.println("cannot clean up: " + e.getMessage());
      }
    }
  }
}
