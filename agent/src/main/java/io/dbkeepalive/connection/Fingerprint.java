package io.dbkeepalive.connection;

import java.sql.Timestamp;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Tells whether a parameter is still what it was when it was set. Some drivers copy an array or a
 * date at once, others read it when they execute: one that the application changed in between must
 * not be sent in place of what it was.
 */
final class Fingerprint {
  private Fingerprint() {}

  /** Of what can change; 0 for all else, and for streams. */
  static long of(Object value) {
    // first, for nearly all are: to find that a String is no Map is a search through its interfaces
    if (value instanceof String || value instanceof Number) {
      return 0;
    }
    if (value instanceof byte[]) {
      CRC32 crc = new CRC32();
      crc.update((byte[]) value, 0, ((byte[]) value).length);
      return crc.getValue();
    }
    if (value instanceof Timestamp) { // neither its time nor its hash code counts microseconds
      return 31 * ((Timestamp) value).getTime() + ((Timestamp) value).getNanos();
    }
    if (value instanceof Date) {
      return ((Date) value).getTime();
    }
    if (value instanceof Calendar) {
      return ((Calendar) value).getTimeInMillis() ^ ((Calendar) value).getTimeZone().hashCode();
    }
    if (value != null && value.getClass().isArray()) {
      return Arrays.deepHashCode(new Object[] {value});
    }
    if (value instanceof Map || value instanceof Collection) {
      return value.hashCode();
    }
    return 0;
  }

  /**
   * What happened to the value since, null if nothing did.
   *
   * @param setter that it was set by: a stream was marked only where that declares one
   */
  static String change(JdbcMethod setter, Object value, long fingerprint) {
    if (Streams.isStream(value)) {
      boolean marked = Streams.isStreamType(setter.method.getParameterTypes()[1]);
      return marked && Streams.isRereadable(value)
          ? null
          : "is a " + value.getClass().getName() + ", which can be read only once";
    }
    return of(value) == fingerprint ? null : "was changed by the application after it was set";
  }
}
