package io.dbkeepalive.recovery;

import io.dbkeepalive.dialect.Dialect;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Writes down what recovery asks of a connection; opens again unless failures are queued. */
final class FakeHealable implements Healable {
  final List<String> asked = new ArrayList<>();
  final Deque<Exception> failures = new ArrayDeque<>();
  final Connection fresh =
      (Connection)
          Proxy.newProxyInstance(
              FakeHealable.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                throw new AssertionError("recovery itself calls no driver: " + method);
              });

  boolean closed;
  boolean repeatsReads = true;
  boolean validatesReads;
  boolean fenced;
  String notRestored;
  boolean rollsBackAll = true;
  Exception everyReopenFails;
  String quarantine;

  int count(String what) {
    return (int) asked.stream().filter(what::equals).count();
  }

  @Override
  public long id() {
    return 17;
  }

  @Override
  public String database() {
    return "mysql://db/shop";
  }

  @Override
  public String databaseKey() {
    return database();
  }

  @Override
  public Dialect dialect() {
    return Dialect.MYSQL;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public long idleNanos() {
    return 0;
  }

  @Override
  public Connection connectAside() throws Exception {
    return connect();
  }

  @Override
  public Connection connect() throws Exception {
    return open("connect");
  }

  @Override
  public boolean moveIdle(Connection moved) {
    asked.add(moved == fresh ? "moveIdle" : "moveIdle a stranger");
    return !closed;
  }

  @Override
  public Connection reopen() throws Exception {
    return open("reopen");
  }

  private Connection open(String how) throws Exception {
    asked.add(how);
    Exception failure = failures.isEmpty() ? everyReopenFails : failures.remove();
    if (failure != null) {
      throw failure;
    }
    return fresh;
  }

  @Override
  public void tryConnect() throws Exception {
    asked.add("tryConnect");
    if (everyReopenFails != null) {
      throw everyReopenFails;
    }
  }

  @Override
  public boolean adopt(Connection adopted) {
    asked.add(adopted == fresh ? "adopt" : "adopt a stranger");
    return !closed;
  }

  @Override
  public String notRestored() {
    return notRestored;
  }

  @Override
  public boolean repeatsReads(Connection asked) {
    return repeatsReads;
  }

  @Override
  public boolean validatesReads(Connection asked) {
    return validatesReads;
  }

  @Override
  public boolean fence(Connection asking, long deadline) {
    asked.add("fence");
    return fenced;
  }

  @Override
  public boolean rollsBackAll(Connection asking) {
    return rollsBackAll;
  }

  @Override
  public void lose() {
    asked.add("lose");
  }

  @Override
  public void told() {
    asked.add("told");
  }

  @Override
  public void quarantine(String lost) {
    asked.add("quarantine");
    quarantine = lost;
  }
}
