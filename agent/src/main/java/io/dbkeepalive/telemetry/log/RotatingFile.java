package io.dbkeepalive.telemetry.log;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file that is put aside when it is full: as {@code .1}, what was that as {@code .2}, and so on.
 * Where that fails, it grows on. Several JVMs may share it: who finds that another has put it aside
 * only opens the new one. Thread-safe.
 *
 * <p>A plain file stream, and no channel: a channel is closed for good when a thread that writes is
 * interrupted. Opened to append, the system adds each write at the end as a whole.
 */
final class RotatingFile extends OutputStream {
  private final File file;
  private final long limit;
  private final int kept;

  /** Not the monitor, which pins virtual threads. */
  private final ReentrantLock lock = new ReentrantLock();

  /** Null when the last opening failed. Guarded by {@link #lock}, like what follows. */
  private FileOutputStream out;

  /** Of the file, as far as this JVM has written it. */
  private long size;

  /** From which size on to try to put it aside. */
  private long nextTry;

  /**
   * @param limit in bytes
   * @param kept how many that were put aside
   */
  RotatingFile(File file, long limit, int kept) throws IOException {
    this.file = file;
    this.limit = limit;
    this.kept = kept;
    open();
  }

  private void open() throws IOException {
    out = new FileOutputStream(file, true);
    size = file.length();
    nextTry = limit;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    lock.lock();
    try {
      if (out == null) {
        open();
      }
      if (size > 0 && size + length > nextTry) {
        putAside(length);
      }
      out.write(bytes, offset, length);
      size += length;
    } finally {
      lock.unlock();
    }
  }

  private void putAside(int length) throws IOException {
    boolean isFull = file.length() + length > limit; // else another JVM has done it
    if (isFull && !rename()) {
      nextTry = size + limit;
      return;
    }
    FileOutputStream old = out;
    out = null; // a failure to open is tried again
    old.close();
    open();
  }

  private boolean rename() {
    for (int number = kept; number > 1; number--) {
      File older = aside(number - 1);
      if (older.exists() && !move(older, aside(number))) {
        return false;
      }
    }
    return move(file, aside(1));
  }

  /** Some systems do not rename over a file that is there. */
  private static boolean move(File from, File to) {
    return from.renameTo(to) || to.delete() && from.renameTo(to);
  }

  private File aside(int number) {
    return new File(file.getPath() + "." + number);
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      if (out != null) {
        out.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
