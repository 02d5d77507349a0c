package io.dbkeepalive.connection.keepalive;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.config.ConfigFile;
import io.dbkeepalive.config.Options;
import io.dbkeepalive.config.OptionsParser;
import io.dbkeepalive.dialect.IdleLimits;
import io.dbkeepalive.recovery.Renewal;
import io.dbkeepalive.telemetry.state.Checked;
import io.dbkeepalive.telemetry.state.ConnectionState;
import io.dbkeepalive.telemetry.state.Databases;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The schedule, with the time passed in, and workers that are at it at once. */
class KeeperTest {
  private static final long SECOND = SECONDS.toNanos(1);
  private static final long MINUTE = 60 * SECOND;

  private long now = -5 * SECOND; // nanoTime may be negative
  private boolean observes;
  private Keeper keeper = keeper("");

  private Keeper keeper(String options) {
    Options parsed =
        OptionsParser.parse(options, new Properties(), Map.of(), ConfigFile.ON_DISK).options();
    return new Keeper(parsed, () -> now, Runnable::run, () -> observes, () -> {});
  }

  private FakeConnection watched(String database) {
    FakeConnection connection = new FakeConnection(database, () -> now);
    keeper.watch(connection);
    return connection;
  }

  private void pass(long nanos) {
    long end = now + nanos;
    while (now - end < 0) {
      now += Math.min(end - now, keeper.sweep());
    }
    keeper.sweep();
  }

  @Test
  void idleConnectionIsPingedBeforeTheInterval() {
    FakeConnection connection = watched("a");
    pass(21 * MINUTE); // four even where chance gives it no jitter
    assertTrue(connection.pings.size() >= 4, connection.pings::toString);
    long before = 0;
    for (long ping : connection.pings) {
      if (before != 0) {
        long gap = ping - before;
        assertTrue(gap >= 4 * MINUTE && gap <= 5 * MINUTE + SECOND, () -> gap + " ns");
      }
      before = ping;
    }
  }

  @Test
  void usedConnectionIsNotPinged() {
    FakeConnection connection = watched("a");
    for (int i = 0; i < 60; i++) {
      pass(MINUTE);
      connection.lastAnswer = now;
    }
    assertEquals(List.of(), connection.pings);
    assertEquals(1, connection.questions);
  }

  @Test
  void busyStreamingAndClosedOnesAreLeftAlone() {
    FakeConnection busy = watched("a");
    FakeConnection streaming = watched("a");
    FakeConnection closed = watched("a");
    busy.busy = true;
    streaming.streaming = true;
    closed.closed = true;
    pass(30 * MINUTE);
    assertEquals(List.of(), busy.pings);
    assertEquals(List.of(), closed.pings);
    streaming.streaming = false;
    pass(SECOND);
    assertEquals(1, streaming.pings.size());
  }

  /** Three seconds, as the server says. */
  @Test
  void halfOfTheServersLimitIsTheInterval() {
    keeper = keeper("ping-interval=auto");
    FakeConnection connection = watched("a");
    connection.limits = IdleLimits.of(3 * SECOND, 3 * SECOND);
    pass(MINUTE);
    long last = 0;
    for (long ping : connection.pings) {
      long before = last;
      assertTrue(before == 0 || ping - before <= MILLISECONDS.toNanos(1_700), "missed the limit");
      last = ping;
    }
    assertTrue(connection.pings.size() >= 35, () -> "pings: " + connection.pings.size());
    assertEquals(1, connection.questions);
  }

  @Test
  void limitOfTheApplicationsOwnIsAskedForAnew() {
    FakeConnection connection = watched("a");
    pass(2 * SECOND);
    assertEquals(1, connection.questions);
    connection.limits = IdleLimits.of(10 * SECOND, IdleLimits.NONE);
    connection.ownLimits = 1;
    pass(2 * SECOND);
    assertEquals(2, connection.questions);
    pass(MINUTE);
    assertTrue(connection.pings.size() >= 10, connection.pings::toString);
    assertEquals(2, connection.questions);
  }

  @Test
  void serverThatDoesNotSayIsNotAskedForEver() {
    FakeConnection connection = watched("a");
    connection.limits = null;
    pass(10 * MINUTE);
    assertTrue(connection.questions >= 10 && connection.questions <= 30, "" + connection.questions);
  }

  @Test
  void deathIsFoundByItsNewsAndHealed() {
    FakeConnection connection = watched("a");
    pass(30 * SECOND);
    connection.dead = true;
    connection.news = true;
    pass(2 * SECOND);
    assertEquals(1, connection.pings.size());
    assertEquals(1, connection.heals.size());
    pass(MINUTE);
    assertTrue(connection.pings.size() >= 5, "a third of 30 s from then on");
  }

  @Test
  void oneDeathMakesAllOthersSuspect() {
    List<FakeConnection> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(watched("a"));
    }
    FakeConnection stranger = watched("b");
    pass(MINUTE);
    all.forEach(each -> each.dead = true);
    all.get(7).news = true;
    pass(3 * SECOND);
    for (FakeConnection each : all) {
      assertEquals(1, each.heals.size());
    }
    assertEquals(List.of(), stranger.pings);
  }

  @Test
  void databaseThatIsAwayIsTriedLessAndLess() {
    List<FakeConnection> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      FakeConnection each = watched("a");
      each.renewal = Renewal.UNREACHABLE;
      all.add(each);
    }
    pass(30 * SECOND);
    all.forEach(
        each -> {
          each.dead = true;
          each.news = true;
        });
    pass(5 * MINUTE);
    long tried = all.stream().mapToLong(each -> each.heals.size()).sum();
    assertTrue(tried >= 8 && tried <= 16, () -> tried + " connects in five minutes");
    all.forEach(each -> each.renewal = Renewal.DONE);
    pass(MINUTE);
    assertTrue(all.stream().noneMatch(each -> each.lost), "all healed");
  }

  @Test
  void refusedLoginIsNotRepeatedSoon() {
    FakeConnection connection = watched("a");
    connection.renewal = Renewal.LOGIN_REFUSED;
    connection.lost = true;
    pass(9 * MINUTE);
    assertEquals(1, connection.heals.size());
  }

  @Test
  void whatHoldsSomethingIsLeftToTheNextCall() {
    FakeConnection connection = watched("a");
    connection.renewal = Renewal.NOT_NOW;
    connection.lost = true;
    pass(MINUTE);
    assertTrue(connection.heals.size() <= 7, connection.heals::toString);
  }

  @Test
  void offMeansNoPingAndNoHeal() {
    keeper = keeper("ping-interval=off,max-age=1h");
    FakeConnection connection = watched("a");
    connection.news = true;
    pass(30 * MINUTE);
    connection.lost = true;
    pass(MINUTE);
    assertEquals(List.of(), connection.pings);
    assertEquals(List.of(), connection.heals);
    assertEquals(0, connection.questions);
  }

  @Test
  void excludedDatabaseSleeps() {
    FakeConnection connection = watched("a");
    connection.mayBePinged = false;
    connection.news = true;
    pass(30 * MINUTE);
    assertEquals(List.of(), connection.pings);
  }

  @Test
  void transactionsAreLeftAloneWhereTheOptionSaysSo() {
    keeper = keeper("ping-in-transaction=false,ping-interval=10s");
    FakeConnection connection = watched("a");
    connection.inTransaction = true;
    pass(MINUTE);
    assertEquals(List.of(), connection.pings);
    connection.inTransaction = false;
    pass(MINUTE);
    assertTrue(connection.pings.size() >= 5, connection.pings::toString);
  }

  @Test
  void ageIsBoundedWithJitter() {
    keeper = keeper("max-age=1m");
    List<FakeConnection> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(watched("a"));
    }
    pass(10 * MINUTE);
    for (FakeConnection each : all) {
      assertTrue(each.recycles.size() >= 9 && each.recycles.size() <= 13, "" + each.recycles);
    }
    long first = all.stream().mapToLong(each -> each.recycles.get(0)).distinct().count();
    assertTrue(first > 3, "all at the same moment");
  }

  @Test
  void forgottenConnectionsAreForgotten() {
    watched("a").closed = true;
    keeper.sweep();
    assertEquals(PingInterval.NEVER, keeper.sweep());
  }

  @Test
  void overdueIsWhatWasNotPingedInTime() {
    FakeConnection one = watched("a");
    FakeConnection other = watched("a");
    pass(10 * MINUTE);
    assertEquals(0, keeper.databases().iterator().next().counts().overdue);
    one.lastAnswer = now - 7 * MINUTE;
    other.lastAnswer = now;
    keeper.sweep();
    assertEquals(1, keeper.databases().iterator().next().counts().overdue);
    assertEquals(2, keeper.databases().iterator().next().counts().idle);
  }

  /** Nobody sweeps then, and nothing has stood still. */
  @Test
  void figuresWithoutConnectionsDoNotGetOld() {
    watched("a").closed = true;
    pass(10 * MINUTE);
    now += MINUTE;
    assertEquals(0, figuresAge());
    watched("a");
    now += MINUTE;
    assertEquals(2 * MINUTE, figuresAge(), "what arrives is to be looked at");
    keeper.sweep();
    assertEquals(0, figuresAge());
    now += MINUTE;
    assertEquals(MINUTE, figuresAge());
  }

  private long figuresAge() {
    return new Databases(keeper::tell).all().get(0).countedNanosAgo;
  }

  @Test
  void whoOnlyLooksOnCountsAndDoesNothing() {
    observes = true;
    keeper = keeper("max-age=1m");
    FakeConnection connection = watched("a");
    connection.news = true;
    pass(30 * MINUTE);
    connection.lost = true;
    pass(MINUTE);
    assertEquals(List.of(), connection.pings);
    assertEquals(List.of(), connection.heals);
    assertEquals(List.of(), connection.recycles);
    assertEquals(1, keeper.databases().iterator().next().counts().lost);
  }

  @Test
  void pingOnRequestTellsWhatCameOfIt() throws InterruptedException {
    watched("a");
    FakeConnection healed = watched("a");
    healed.dead = true;
    FakeConnection lost = watched("a");
    lost.dead = true;
    lost.renewal = Renewal.UNREACHABLE;
    watched("a").busy = true;
    FakeConnection other = watched("b");
    Checked checked = keeper.ping("a", SECOND);
    assertEquals("2 well, 1 lost, 1 in use or unanswered", checked.toString());
    assertEquals(List.of(), other.pings);
    assertEquals(1, keeper.ping("b", SECOND).well);
  }

  @Test
  void pingThatHangsIsNotWaitedForLong() throws InterruptedException {
    Keeper hanging = new Keeper(Options.defaults(), () -> now, work -> {}, () -> false, () -> {});
    hanging.watch(new FakeConnection("a", () -> now));
    assertEquals(1, hanging.ping(null, MILLISECONDS.toNanos(10)).unknown);
  }

  @Test
  void arrivalWakesTheSweeperOnlyIfItsNextSweepIsTooLate() {
    AtomicInteger wakes = new AtomicInteger();
    keeper =
        new Keeper(
            Options.defaults(), () -> now, Runnable::run, () -> observes, wakes::incrementAndGet);
    FakeConnection first = watched("a");
    assertEquals(1, wakes.get(), "nobody sweeps yet");
    keeper.sweep();
    FakeConnection second = watched("a");
    assertEquals(1, wakes.get(), "it sweeps");
    FakeConnection other = watched("b");
    assertEquals(2, wakes.get(), "that database may want a shorter pace");
    first.closed = true;
    second.closed = true;
    other.closed = true;
    assertEquals(PingInterval.NEVER, keeper.sweep());
    watched("a");
    assertEquals(3, wakes.get(), "it rests");
  }

  @Test
  void healingOnRequestWaitsForNoPause() throws InterruptedException {
    FakeConnection connection = watched("a");
    connection.lost = true;
    connection.renewal = Renewal.UNREACHABLE;
    pass(5 * MINUTE); // the pause has grown to half a minute
    int tried = connection.heals.size();
    assertEquals(1, keeper.heal(null, SECOND).lost);
    connection.renewal = Renewal.DONE;
    assertEquals(1, keeper.heal("a", SECOND).well);
    assertEquals(tried + 2, connection.heals.size());
  }

  @Test
  void callThatTakesLongIsSeen() {
    FakeConnection connection = watched("a");
    pass(10 * SECOND);
    connection.busy = true;
    pass(7 * SECOND);
    long longest = keeper.databases().iterator().next().counts().longestCallNanos;
    assertTrue(longest >= 5 * SECOND && longest <= 7 * SECOND, "" + longest);
    connection.lastAnswer = now; // another call by now
    pass(2 * SECOND);
    assertTrue(keeper.databases().iterator().next().counts().longestCallNanos <= 2 * SECOND);
  }

  @Test
  void connectionsAreListedAsTheyAre() {
    watched("a").busy = true;
    watched("a").inTransaction = true;
    watched("a").lost = true;
    watched("a");
    watched("a").closed = true;
    watched("b");
    List<ConnectionState.At> states = new ArrayList<>();
    keeper.connections("a", 10).forEach(each -> states.add(each.at));
    assertEquals(
        List.of(
            ConnectionState.At.BUSY,
            ConnectionState.At.IN_TRANSACTION,
            ConnectionState.At.LOST,
            ConnectionState.At.IDLE),
        states);
    assertEquals(2, keeper.connections("a", 2).size());
  }
}
