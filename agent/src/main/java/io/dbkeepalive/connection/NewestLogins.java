package io.dbkeepalive.connection;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The newest login of each account that the application has opened a connection with: passwords
 * change while connections are open. Thread-safe; bounded, the one used longest ago goes first.
 * Holds passwords: has no toString that shows them.
 */
final class NewestLogins {
  static final int MOST = 1_000;

  /** Guarded by itself. */
  private final Map<Account, Login> newest =
      new LinkedHashMap<Account, Login>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Account, Login> eldest) {
          return size() > MOST;
        }
      };

  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

  /** The application has opened a connection so: no older login of the account is used again. */
  void learn(Opener opener) {
    Account account = opener.account == null ? null : opener.account.watchedBy(collected);
    if (account != null) {
      synchronized (newest) {
        forgetCollected();
        newest.remove(account); // else the older key stays, which the caller's opener may hold
        newest.put(account, opener.own);
      }
    }
  }

  /** The newest login of the opener's account, which may be its own. */
  Login of(Opener opener) {
    if (opener.account == null) {
      return opener.own;
    }
    synchronized (newest) {
      Login login = newest.get(opener.account);
      return login == null ? opener.own : login;
    }
  }

  /**
   * The database does not take this login any more, or not for this opener: next time it is its own
   * again, until a newer one is learnt.
   */
  void refused(Opener opener, Login login) {
    if (opener.account != null) {
      synchronized (newest) {
        newest.remove(opener.account, login);
      }
    }
  }

  int size() {
    synchronized (newest) {
      forgetCollected();
      return newest.size();
    }
  }

  private void forgetCollected() {
    for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
      newest.remove(gone);
    }
  }
}
