package io.dbkeepalive.connection;

import io.dbkeepalive.dialect.SideTimeOuts;
import io.dbkeepalive.dialect.TimeOutProperties;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.sql.DataSource;

/**
 * How the application opened a connection, to open another one like it. Immutable. Holds the
 * password: has no toString.
 */
public abstract class Opener {
  /** By account; does not keep a driver's loader alive. */
  private static final AtomicReferenceArray<WeakReference<DriverOpener>> SHARED =
      new AtomicReferenceArray<>(64);

  /** As the driver's metadata names it, or the application did; may be null. */
  final String url;

  /** Whose login it is; null if that is not sure, and so no other login may be used. */
  final Account account;

  /** With which the application opened. */
  final Login own;

  private Opener(String url, Account account, Login own) {
    this.url = url;
    this.account = account;
    this.own = own;
  }

  /**
   * Opens a connection like the application's.
   *
   * @param login {@link #own}, or another one of the same account
   * @return a new physical connection, null where the driver suddenly does not take the URL
   */
  abstract Connection open(Login login) throws SQLException;

  /** Whether the driver takes its time-outs as properties, and so has them already. */
  abstract boolean givesProperties();

  /**
   * Whether the application has written a word, in any letter case, into the URL or the properties.
   */
  boolean names(String word) {
    return Words.isIn(url, word);
  }

  /** The same with short time-outs, where they can be given. */
  Opener aside() {
    return this;
  }

  /** Equal where connections are of one user, by the same way; of this one alone if not sure. */
  Object asWhom() {
    return account == null ? this : account;
  }

  /** What tells databases apart whose URLs have no short form; may hold a secret. */
  abstract String target();

  /**
   * What {@code driver.connect} was called with. {@code info} is copied, with its defaults. The
   * same again, as long as it is in use, where the same login is known to have opened so before:
   * most connections of an application are alike.
   */
  public static Opener of(Driver driver, String url, Properties info) {
    DriverOpener opener = new DriverOpener(driver, url, info == null ? null : copyOf(info));
    if (opener.account == null) {
      return opener;
    }
    int slot = Math.floorMod(opener.account.hashCode(), SHARED.length());
    WeakReference<DriverOpener> before = SHARED.get(slot);
    DriverOpener known = before == null ? null : before.get();
    if (known != null && known.opensAs(opener)) {
      return known;
    }
    SHARED.set(slot, new WeakReference<>(opener));
    return opener;
  }

  private static final class DriverOpener extends Opener {
    private final Driver driver;
    private final Properties info;

    DriverOpener(Driver driver, String url, Properties info) {
      super(url, account(driver, url, info), Login.of(url, info));
      this.driver = driver;
      this.info = info;
    }

    boolean opensAs(DriverOpener other) {
      return driver == other.driver && url.equals(other.url) && Objects.equals(info, other.info);
    }

    @Override
    Connection open(Login login) throws SQLException {
      Properties given = info == null ? null : copyOf(info);
      if (login != own && given != null) {
        login.applyTo(given);
      }
      return driver.connect(login.url, given);
    }

    @Override
    boolean givesProperties() {
      return TimeOutProperties.areKnownOf(driver.getClass())
          && !TimeOutProperties.areDefaultsIn(url);
    }

    @Override
    boolean names(String word) {
      return super.names(word) || Words.isIn(info, word);
    }

    @Override
    Opener aside() {
      Properties hasty = info == null ? null : copyOf(info);
      return SideTimeOuts.give(hasty, driver.getClass().getName())
          ? new DriverOpener(driver, url, hasty)
          : this;
    }

    @Override
    String target() {
      return UrlLogin.withoutPassword(url);
    }
  }

  /** What {@code source.getConnection} was called with. */
  public static Opener of(DataSource source, String url, Object[] arguments) {
    if (arguments.length != 2) { // the source's own password is the newest that there is
      return new SourceOpener(source, url, null, null) {
        @Override
        Connection open(Login login) throws SQLException {
          return source.getConnection();
        }
      };
    }
    String user = (String) arguments[0];
    Account account = user == null ? null : Account.of(source, null, user);
    return new SourceOpener(source, url, account, Login.of((String) arguments[1])) {
      @Override
      Connection open(Login login) throws SQLException {
        return source.getConnection(user, login.password());
      }
    };
  }

  private abstract static class SourceOpener extends Opener {
    private final DataSource source;

    SourceOpener(DataSource source, String url, Account account, Login own) {
      super(url, account, own);
      this.source = source;
    }

    /** H2's metadata leave the settings out. */
    @Override
    boolean names(String word) {
      return super.names(word) || Words.isIn(Places.urlOf(source), word);
    }

    /** Drivers whose sources end in their {@code connect} are found there. */
    @Override
    boolean givesProperties() {
      return false;
    }

    @Override
    Object asWhom() {
      return account == null ? source : account;
    }

    @Override
    String target() {
      return url != null
          ? UrlLogin.withoutPassword(url)
          : source.getClass().getName() + '@' + System.identityHashCode(source);
    }
  }

  private static Account account(Driver driver, String url, Properties info) {
    String user = info == null ? null : info.getProperty("user");
    boolean isKnown = url != null && (user != null || UrlLogin.namesUser(url));
    // pools make drivers of their own: the class is the same
    return isKnown ? Account.of(driver.getClass(), UrlLogin.withoutPassword(url), user) : null;
  }

  private static Properties copyOf(Properties info) {
    Properties copy = new Properties();
    for (String name : info.stringPropertyNames()) { // with the defaults, which putAll leaves out
      copy.setProperty(name, info.getProperty(name));
    }
    for (Object key : info.keySet()) {
      copy.put(key, info.get(key)); // some drivers take other things than strings
    }
    return copy;
  }
}
