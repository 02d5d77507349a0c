package io.dbkeepalive.connection.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.config.ConfigFile;
import io.dbkeepalive.config.OptionsParser;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BudgetTest {
  private static final String KEY = "mysql://db1:3306/shop";

  /** Nanoseconds. */
  private long now;

  @Test
  void isOffByDefault() {
    assertTrue(budget("").isOff());
    assertFalse(budget("max-connections=1").isOff());
  }

  @Test
  void podsShareIt() throws SQLException {
    Budget budget = budget("max-connections=7,pods=3,connect-wait=0ms");
    take(budget);
    take(budget);
    assertThrows(SQLTransientConnectionException.class, () -> take(budget));
  }

  @Test
  void eachPodHasOneAtLeast() throws SQLException {
    Budget budget = budget("max-connections=2,pods=3,connect-wait=0ms");
    take(budget);
    assertThrows(SQLTransientConnectionException.class, () -> take(budget));
  }

  @Test
  void eachDatabaseHasItsOwn() throws SQLException {
    Budget budget = budget("max-connections=1,connect-wait=0ms");
    take(budget);
    budget.take("other", "other", String.class);
  }

  @Test
  void placeIsGivenBackOnce() throws SQLException {
    Budget budget = budget("max-connections=2,connect-wait=0ms");
    Place place = take(budget);
    take(budget);
    place.giveBack();
    place.giveBack();
    take(budget);
    assertThrows(SQLTransientConnectionException.class, () -> take(budget));
  }

  @Test
  void refusalSaysWhoHoldsThem() throws SQLException {
    Budget budget = budget("max-connections=3,connect-wait=0ms");
    take(budget);
    Place held = take(budget);
    Place other = take(budget);
    Holder five = () -> TimeUnit.SECONDS.toNanos(5);
    Holder two = () -> TimeUnit.SECONDS.toNanos(2);
    held.holdBy(five);
    other.holdBy(two);
    now = TimeUnit.SECONDS.toNanos(60);

    SQLException e = assertThrows(SQLTransientConnectionException.class, () -> take(budget));

    String message = e.getMessage();
    assertEquals("08001", e.getSQLState());
    assertTrue(message.contains("share of 3 connections to " + KEY), message);
    assertTrue(message.contains("max-connections=3, pods=1"), message);
    assertTrue(message.contains("3 opened by thread " + Thread.currentThread().getName()), message);
    assertTrue(message.contains("the oldest 1m0s ago, idle for 2.0s to 5.0s, at "), message);
  }

  @Test
  void whatWasOpenedByTheSameCodeIsCountedTogether() throws SQLException {
    Share share = new Share(budget("max-connections=3"), KEY, KEY);
    List<Place> places = new ArrayList<>();
    for (String name : List.of("Orders", "Users", "Users")) {
      StackTraceElement frame = new StackTraceElement("com.shop." + name, "list", "X.java", 7);
      StackTraceElement[] stack = {frame};
      places.add(new Place(share, OpenedBy.of("for " + name, stack, String.class)));
    }
    Holder two = () -> TimeUnit.SECONDS.toNanos(2);
    places.get(0).holdBy(two);

    assertEquals(
        "2 opened by thread for Users and others, the oldest 1.0s ago, not open yet,"
            + " at com.shop.Users.list(X.java:7);"
            + " 1 opened by thread for Orders 1.0s ago, idle for 2.0s,"
            + " at com.shop.Orders.list(X.java:7)",
        HeldBy.text(places, TimeUnit.SECONDS.toNanos(1)));
  }

  @Test
  void refusalIsOfBoundedLength() throws SQLException {
    List<StackTraceElement> deep = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      deep.add(new StackTraceElement("com.shop.C" + i, "m", "C.java", i));
    }
    List<Place> places = new ArrayList<>();
    Budget budget = budget("max-connections=1000");
    Share share = new Share(budget, KEY, KEY);
    for (int i = 0; i < 400; i++) {
      StackTraceElement[] stack = deep.subList(i, 500).toArray(new StackTraceElement[0]);
      places.add(new Place(share, OpenedBy.of("t".repeat(1_000), stack, String.class)));
    }

    String text = HeldBy.text(places, 0);

    assertTrue(text.length() < 4_000, text);
    assertTrue(text.endsWith("; 395 by others"), text);
  }

  @Test
  void framesOfTheOpenerAreLeftOut() {
    StackTraceElement[] stack = {
      new StackTraceElement("io.dbkeepalive.connection.Places", "take", "Places.java", 1),
      new StackTraceElement("java.util.Driver", "connect", "Driver.java", 2),
      new StackTraceElement("java.sql.DriverManager", "getConnection", "DriverManager.java", 3),
      new StackTraceElement("com.shop.Orders", "list", "Orders.java", 4),
      new StackTraceElement("java.sql.Whatever", "call", "Whatever.java", 5)
    };

    OpenedBy by = OpenedBy.of("t", stack, List.class); // of the package of that driver

    assertEquals(
        List.of("com.shop.Orders.list(Orders.java:4)", "java.sql.Whatever.call(Whatever.java:5)"),
        by.frames);
  }

  @Test
  void firstComeFirstServed() throws Exception {
    Budget budget = budget("max-connections=1,connect-wait=1m");
    Place held = take(budget);
    List<String> served = Collections.synchronizedList(new ArrayList<>());
    List<Thread> waiting = new ArrayList<>();
    for (String name : List.of("first", "second", "third")) {
      Thread thread =
          new Thread(
              () -> {
                Place place = takeUnchecked(budget);
                served.add(name);
                place.giveBack();
              });
      thread.start();
      waiting.add(thread);
      awaitWaiting(thread);
    }

    held.giveBack();

    for (Thread thread : waiting) {
      thread.join();
    }
    assertEquals(List.of("first", "second", "third"), served);
  }

  @Test
  void waitEndsAfterConnectWait() throws SQLException {
    Budget budget = budget("max-connections=1,connect-wait=50ms");
    Place held = take(budget);
    long start = System.nanoTime();

    SQLException e = assertThrows(SQLTransientConnectionException.class, () -> take(budget));

    assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(50));
    assertTrue(e.getMessage().contains("connect-wait=50.0ms"), e.getMessage());
    held.giveBack();
    take(budget); // who gave up does not stand in the queue any more
  }

  @Test
  void waitEndsWhenInterrupted() throws Exception {
    Budget budget = budget("max-connections=1,connect-wait=1h");
    take(budget);
    List<Object> seen = Collections.synchronizedList(new ArrayList<>());
    Thread thread =
        new Thread(
            () -> {
              try {
                take(budget);
              } catch (SQLException e) {
                seen.add(e.getCause().getClass());
                seen.add(Thread.currentThread().isInterrupted());
              }
            });
    thread.start();
    awaitWaiting(thread);

    thread.interrupt();

    thread.join();
    assertEquals(List.of(InterruptedException.class, true), seen);
  }

  @Test
  void collectedConnectionsGiveTheirsBack() throws SQLException {
    Budget budget = budget("max-connections=1,connect-wait=30s");
    take(budget).holdBy(forgotten());
    Thread collector = new Thread(BudgetTest::collect);
    collector.setDaemon(true);
    collector.start();
    take(budget);
    collector.interrupt();
  }

  private static Holder forgotten() {
    Object own = new Object(); // else the lambda would be one for all, and stay
    return () -> own.hashCode();
  }

  private static void collect() {
    while (!Thread.currentThread().isInterrupted()) {
      System.gc();
      Thread.yield();
    }
  }

  /** Until it is parked. */
  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.yield();
    }
  }

  private static Place take(Budget budget) throws SQLException {
    return budget.take(KEY, KEY, String.class);
  }

  private static Place takeUnchecked(Budget budget) {
    try {
      return take(budget);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private Budget budget(String arguments) {
    return new Budget(
        OptionsParser.parse(arguments, new Properties(), Map.of(), ConfigFile.ON_DISK).options(),
        () -> now);
  }
}
