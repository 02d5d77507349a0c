package io.dbkeepalive.telemetry.log;

import io.dbkeepalive.telemetry.rounds.Rounds;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.event.Level;

/**
 * Hands lines to the application's own SLF4J, on a thread of ours: an appender may wait, or use a
 * database itself. Lines wait, a bounded number, until it is there; when the JVM ends before, or
 * there is none, they go to the error stream. Thread-safe.
 */
final class ApplicationTarget implements Target {
  static final int MOST_WAITING = 1_000;

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final ApplicationSlf4j slf4j = new ApplicationSlf4j();
  private final Target otherwise;
  private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Rounds rounds = new Rounds("dbkeepalive-log", this::round);

  /**
   * @param otherwise takes what the application cannot
   */
  ApplicationTarget(Target otherwise) {
    this.otherwise = otherwise;
  }

  /** Nothing is lost when the JVM ends. */
  void drainAtExit() {
    Runtime.getRuntime().addShutdownHook(Rounds.daemon(this::drain, "dbkeepalive-log-end"));
  }

  /** See {@link ApplicationSlf4j#seen}. */
  void seen(ClassLoader loader) {
    slf4j.seen(loader);
    rounds.wake();
  }

  @Override
  public void write(Level level, LogLine line) throws IOException {
    if (!waiting.offer(new Waiting(level, line))) {
      throw new IOException(MOST_WAITING + " lines wait for the application's SLF4J");
    }
    rounds.wake();
  }

  private synchronized long round() {
    if (waiting.isEmpty()) {
      return Rounds.NEVER;
    }
    switch (slf4j.look()) {
      case READY:
        return handOver() ? Rounds.NEVER : LOOK_NANOS;
      case UNUSABLE:
        writeOtherwise();
        return Rounds.NEVER;
      default:
        return LOOK_NANOS;
    }
  }

  private boolean handOver() {
    for (Waiting next = waiting.peek(); next != null; next = waiting.peek()) {
      if (!slf4j.log(next.level, next.line.asText())) {
        return false;
      }
      waiting.remove();
    }
    return true;
  }

  synchronized void drain() {
    if (slf4j.look() != ApplicationSlf4j.State.READY || !handOver()) {
      writeOtherwise();
    }
  }

  private void writeOtherwise() {
    for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
      try {
        otherwise.write(next.level, next.line);
      } catch (IOException e) {
        return; // nobody is left to tell
      }
    }
  }

  private static final class Waiting {
    final Level level;
    final LogLine line;

    Waiting(Level level, LogLine line) {
      this.level = level;
      this.line = line;
    }
  }
}
