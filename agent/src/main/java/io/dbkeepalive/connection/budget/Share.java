package io.dbkeepalive.connection.budget;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;

/** Of one database: who holds a place, and who waits for one. Guarded by the budget's lock. */
final class Share {
  final Budget budget;
  final String key;
  final String database;
  final Set<Place> held = new LinkedHashSet<>();
  final Deque<Waiter> waiters = new ArrayDeque<>();

  Share(Budget budget, String key, String database) {
    this.budget = budget;
    this.key = key;
    this.database = database;
  }

  void give(Place place, long now) {
    place.since = now;
    held.add(place);
  }

  /** Whose turn it is gets what is free. */
  void serve(int most, long now) {
    while (held.size() < most && !waiters.isEmpty()) {
      Waiter next = waiters.removeFirst();
      give(next.place, now);
      next.served = true;
      next.turn.signal();
    }
  }

  boolean isUnused() {
    return held.isEmpty() && waiters.isEmpty();
  }

  /** One thread that waits. Guarded by the budget's lock. */
  static final class Waiter {
    final Place place;
    final Condition turn;
    boolean served;

    Waiter(Place place, Condition turn) {
      this.place = place;
      this.turn = turn;
    }
  }
}
