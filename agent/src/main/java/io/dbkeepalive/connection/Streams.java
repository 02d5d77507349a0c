package io.dbkeepalive.connection;

import java.io.ByteArrayInputStream;
import java.io.CharArrayReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;

/**
 * Streams as parameters. A driver may read one when it is set, or when the statement is executed:
 * either way only a stream over memory can be read again.
 */
final class Streams {
  private Streams() {}

  static boolean isStreamType(Class<?> type) {
    return type == InputStream.class || type == Reader.class;
  }

  static boolean isStream(Object value) {
    return value instanceof InputStream || value instanceof Reader;
  }

  /** By their exact classes: a subclass may do as it likes. */
  static boolean isRereadable(Object value) {
    return value != null
        && (value.getClass() == ByteArrayInputStream.class
            || value.getClass() == StringReader.class
            || value.getClass() == CharArrayReader.class);
  }

  /** Remembers where a stream stands. Called before the driver sees it. */
  static void mark(Object value) {
    if (!isRereadable(value)) {
      return;
    }
    if (value instanceof InputStream) {
      ((InputStream) value).mark(0);
    } else {
      try {
        ((Reader) value).mark(0);
      } catch (IOException closed) {
        // the driver will say so
      }
    }
  }

  /** Goes back to the mark; anything but a stream is left alone. */
  static void rewind(Object value) throws IOException {
    if (!isRereadable(value)) {
      return;
    }
    if (value instanceof InputStream) {
      ((InputStream) value).reset();
    } else {
      ((Reader) value).reset();
    }
  }
}
