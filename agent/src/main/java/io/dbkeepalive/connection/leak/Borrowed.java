package io.dbkeepalive.connection.leak;

import java.lang.ref.WeakReference;

/** Equal for the same object, which it does not keep alive. Immutable. */
final class Borrowed extends WeakReference<Object> {
  private final int hash;

  Borrowed(Object connection) {
    super(connection);
    this.hash = System.identityHashCode(connection);
  }

  @Override
  public boolean equals(Object other) {
    Object mine = get();
    return this == other
        || mine != null && other instanceof Borrowed && mine == ((Borrowed) other).get();
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
