package io.dbkeepalive.connection;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Objects;

/**
 * Whose password it is: one user, by one driver and URL, or by one data source. Equal for the same
 * account; keeps neither driver nor source from being collected. Immutable.
 */
final class Account extends WeakReference<Object> {
  private final String url;
  private final String user;
  private final int hash;

  /**
   * @param through the driver's class, or the data source; told apart by identity
   * @param url without passwords, null if the source says it all
   * @param user null if the URL names it
   * @param collected where this is put when {@code through} is gone, null for nowhere
   */
  private Account(Object through, String url, String user, ReferenceQueue<Object> collected) {
    super(through, collected);
    this.url = url;
    this.user = user;
    this.hash = Objects.hash(System.identityHashCode(through), url, user);
  }

  static Account of(Object through, String url, String user) {
    return new Account(through, url, user, null);
  }

  /** The same, announced to a queue when it is of no use any more; null if it is already. */
  Account watchedBy(ReferenceQueue<Object> collected) {
    Object through = get();
    return through == null ? null : new Account(through, url, user, collected);
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof Account)) {
      return false;
    }
    Account that = (Account) other;
    Object through = get();
    return through != null
        && through == that.get()
        && Objects.equals(url, that.url)
        && Objects.equals(user, that.user);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
