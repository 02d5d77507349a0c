package io.dbkeepalive.demo;

import java.io.PrintStream;
import java.time.Duration;

/**
 * Says what goes on: on one line that changes, or in plain lines.
 *
 * <p>Thread safe. All fields that change are guarded by this object's lock.
 */
final class Progress implements AutoCloseable {
  private static final long REDRAW_MILLIS = 200;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final boolean plain;
  private final long start = System.nanoTime();
  private String doing = "";
  private Books books = new Books();
  private boolean closed;

  Progress(PrintStream out, boolean plain) {
    this.out = out;
    this.plain = plain;
    if (!plain) {
      Thread thread = new Thread(this::redraw, "progress");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** From now on this is done, and these books are filled. */
  synchronized void now(String what, Books filled) {
    doing = what;
    books = filled;
    draw();
  }

  /** Something to read at leisure: it stays on the screen. */
  synchronized void say(String text) {
    out.println((plain ? "" : CLEAR_LINE) + text);
  }

  /** Nothing is drawn any more. */
  @Override
  public synchronized void close() {
    if (!closed && !plain) {
      out.print(CLEAR_LINE);
      out.flush();
    }
    closed = true;
    notifyAll();
  }

  private synchronized void redraw() {
    try {
      while (!closed) {
        draw();
        wait(REDRAW_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void draw() {
    if (closed || doing.isEmpty()) {
      return;
    }
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    String line = String.format("%d:%02d  %s", time.toMinutes(), time.toSecondsPart(), doing);
    if (books.statements() > 0) {
      line += String.format("  (%,d statements, %,d failed)", books.statements(), books.failed());
    }
    if (plain) {
      out.println(line);
    } else {
      out.print(CLEAR_LINE + line);
      out.flush();
    }
  }
}
