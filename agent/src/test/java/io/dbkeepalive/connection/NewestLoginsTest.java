package io.dbkeepalive.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewestLoginsTest {
  private static final String URL = "jdbc:test://db/shop";

  private final Jdbc jdbc = new Jdbc();
  private final Driver driver = jdbc.object(Driver.class);
  private final NewestLogins logins = new NewestLogins();

  NewestLoginsTest() {
    jdbc.answers.put("connect", jdbc.object(Connection.class));
    jdbc.answers.put("getConnection", jdbc.object(Connection.class));
  }

  @Test
  void passwordIsTheNewestAndAllElseItsOwn() throws SQLException {
    Opener old = opener(URL, "user=shop", "password=before", "timeout=5");
    logins.learn(old);
    logins.learn(opener(URL, "user=shop", "password=after", "timeout=7", "more=yes"));

    open(old);

    assertEquals(properties("user=shop", "password=after", "timeout=5"), lastGiven());
  }

  @Test
  void openerWithoutNewerLoginGivesExactlyWhatTheApplicationGave() throws SQLException {
    Opener opener = opener(URL, "user=shop", "Password=p", "accessToken=t", "timeout=5");
    open(opener);

    assertEquals(properties("user=shop", "Password=p", "accessToken=t", "timeout=5"), lastGiven());
  }

  @Test
  void tokensAndFurtherFactorsArePasswordsToo() throws SQLException {
    Opener old = opener(URL, "user=shop", "PASSWORD=a", "password2=b", "accessToken=c");
    logins.learn(old);
    logins.learn(opener(URL, "user=shop", "password1=d", "trustStorePassword=e"));

    open(old);

    assertEquals(properties("user=shop", "password1=d"), lastGiven());
  }

  @ParameterizedTest(name = "{0} {1} then {2} {3}")
  @CsvSource({
    "jdbc:test://db/a, user=shop, jdbc:test://db/b, user=shop",
    "jdbc:test://db/a, user=shop, jdbc:test://db/a, user=admin",
    "jdbc:test://db/a?x=1, user=shop, jdbc:test://db/a?x=2, user=shop",
    "jdbc:test://a:p@db/a, x=y, jdbc:test://b:q@db/a, x=y",
    "jdbc:test://db/a?user=a&password=p, x=y, jdbc:test://db/a?user=b&password=q, x=y",
    // nobody knows whose they are
    "jdbc:test://db/a, x=y, jdbc:test://db/a, x=y",
    "jdbc:test://db/a, userName=shop, jdbc:test://db/a, userName=admin"
  })
  void loginOfAnotherAccountIsNotUsed(
      String url, String property, String otherUrl, String otherProperty) throws SQLException {
    Opener old = opener(url, property, "password=before");
    logins.learn(old);
    logins.learn(opener(otherUrl, otherProperty, "password=other"));

    open(old);

    assertEquals("connect[" + url + ", " + lastGiven() + "]", lastCall());
    assertEquals(properties(property, "password=before"), lastGiven());
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:test://db/a?user=u&password=, jdbc:test://db/a?user=u&password=%s&ssl=no",
    "jdbc:test://db/a, jdbc:test://db/a?password=%s&user=u",
    "jdbc:test://db/a, jdbc:test://u:%s@db:3306/a?ssl=no",
    "jdbc:test://db/a, jdbc:h2:tcp://db/a;PASSWORD=%s;USER=u"
  })
  void urlIsTheNewestWhereThePasswordStandsInIt(String other, String pattern) throws SQLException {
    Opener old = Opener.of(driver, String.format(pattern, "before"), null);
    logins.learn(old);
    logins.learn(Opener.of(driver, other, properties("user=u")));
    logins.learn(Opener.of(driver, String.format(pattern, "after"), null));

    open(old);

    assertEquals("connect[" + String.format(pattern, "after") + ", null]", lastCall());
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:test://db/a?user=u&password=p&ssl=no, jdbc:test://db/a?user=u&password=&ssl=no",
    "jdbc:test://db/a?password=p, jdbc:test://db/a?password=",
    "jdbc:test://u:p@db:1/a?x=y, jdbc:test://u:@db:1/a?x=y",
    "jdbc:test://u:p@/a, jdbc:test://u:@/a",
    "jdbc:h2:tcp://db/a;Password=p;USER=u, jdbc:h2:tcp://db/a;Password=;USER=u",
    // not understood, and so no password either
    "'jdbc:test://u:p@db,v:q@db2/a', 'jdbc:test://u:p@db,v:q@db2/a'",
    "'jdbc:test://db:1,u:p@db2/a', 'jdbc:test://db:1,u:p@db2/a'",
    "jdbc:test://u:p/w@db/a, jdbc:test://u:p/w@db/a",
    "jdbc:test:db, jdbc:test:db",
    "jdbc:test://db/a?, jdbc:test://db/a?",
    "jdbc:test://db/a?passwordless=p&x, jdbc:test://db/a?passwordless=p&x"
  })
  void nothingButThePasswordIsTakenFromAUrl(String url, String without) {
    assertEquals(without, UrlLogin.withoutPassword(url));
  }

  @Test
  void sourceIsAskedWithTheNewestPasswordOfTheSameUser() throws SQLException {
    DataSource source = jdbc.object(DataSource.class);
    Opener old = Opener.of(source, URL, new Object[] {"shop", "before"});
    logins.learn(old);
    logins.learn(Opener.of(source, URL, new Object[] {"shop", "after"}));
    logins.learn(Opener.of(source, URL, new Object[] {"admin", "other"}));
    logins.learn(
        Opener.of(new Jdbc().object(DataSource.class), URL, new Object[] {"shop", "elsewhere"}));

    open(old);

    assertEquals("getConnection[shop, after]", lastCall());
  }

  @Test
  void sourceThatHoldsItsPasswordIsAskedForNoOther() throws SQLException {
    DataSource source = jdbc.object(DataSource.class);
    Opener old = Opener.of(source, URL, new Object[0]);
    logins.learn(old);
    logins.learn(Opener.of(source, URL, new Object[] {"shop", "after"}));

    open(old);

    assertEquals("getConnection[]", lastCall());
  }

  @Test
  void refusedLoginIsForgottenUntilANewerOneIsLearnt() {
    Opener old = opener(URL, "user=shop", "password=first");
    Opener second = opener(URL, "user=shop", "password=second");
    Opener third = opener(URL, "user=shop", "password=third");
    logins.learn(old);
    logins.learn(second);

    logins.refused(old, second.own);
    assertSame(old.own, logins.of(old));

    logins.learn(third);
    logins.refused(old, second.own);
    assertSame(third.own, logins.of(old), "a late refusal is of another login");
  }

  @Test
  void whatWasUsedLongestAgoIsForgottenFirst() {
    Opener first = opener("jdbc:test://db/0", "user=shop", "password=p");
    Opener second = opener("jdbc:test://db/1", "user=shop", "password=p");
    logins.learn(opener("jdbc:test://db/0", "user=shop", "password=newest"));
    logins.learn(opener("jdbc:test://db/1", "user=shop", "password=newest"));
    for (int i = 2; i <= NewestLogins.MOST; i++) {
      assertFalse(logins.of(first) == first.own);
      logins.learn(opener("jdbc:test://db/" + i, "user=shop", "password=p"));
    }

    assertEquals(NewestLogins.MOST, logins.size());
    assertFalse(logins.of(first) == first.own);
    assertSame(second.own, logins.of(second));
  }

  @Test
  void sourceThatIsGoneTakesItsLoginsWithIt() {
    Opener stays = opener(URL, "user=shop", "password=p");
    logins.learn(stays);
    learnFromASourceThatGoes();
    assertEquals(2, logins.size());

    while (logins.size() > 1) { // a collection is due soon, but not at a known time
      System.gc();
    }
    assertSame(stays.own, logins.of(stays));
  }

  private void learnFromASourceThatGoes() {
    logins.learn(
        Opener.of(new Jdbc().object(DataSource.class), URL, new Object[] {"shop", "secret"}));
  }

  @Test
  void noPasswordIsShown() {
    Opener opener = opener("jdbc:test://u:secret@db/a", "user=shop", "password=secret");
    logins.learn(opener);
    String shown = opener + " " + opener.own + " " + opener.account + " " + logins;

    assertFalse(shown.contains("secret"), shown);
    assertNull(opener(URL, "x=y").account);
    assertTrue(opener.target().contains("u:@db"));
  }

  private void open(Opener opener) throws SQLException {
    Opening.unmanaged(opener, logins.of(opener));
  }

  private Opener opener(String url, String... properties) {
    return Opener.of(driver, url, properties(properties));
  }

  private static Properties properties(String... pairs) {
    Properties properties = new Properties();
    for (String pair : pairs) {
      String[] nameAndValue = pair.split("=", 2);
      properties.setProperty(nameAndValue[0], nameAndValue[1]);
    }
    return properties;
  }

  private String lastCall() {
    return jdbc.calls.get(jdbc.calls.size() - 1);
  }

  private Properties lastGiven() {
    return (Properties) jdbc.arguments.get(jdbc.arguments.size() - 1)[1];
  }
}
