package io.dbkeepalive.telemetry.state;

import io.dbkeepalive.telemetry.events.Event;
import io.dbkeepalive.telemetry.log.EventText;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/** The last events that people should see, a bounded number of them. Thread-safe. */
final class RecentEvents {
  static final int MOST = 50;

  /** The same again within this time is counted: a storm costs no masking, and hides nothing. */
  private static final long SAME_SECONDS = 10;

  /** The newest last. Guarded by this. */
  private final Deque<RecentEvent> events = new ArrayDeque<>();

  void add(Event event, Instant now) {
    if (!countAgain(event, now)) {
      String text = EventText.of(event); // costs too much to do it under the lock
      push(
          new RecentEvent(
              now,
              event.type().level().name(),
              event.type().toString(),
              event.database(),
              text,
              1));
    }
  }

  private synchronized boolean countAgain(Event event, Instant now) {
    RecentEvent last = events.peekLast();
    boolean same =
        last != null
            && last.event.equals(event.type().toString())
            && Objects.equals(last.database, event.database())
            && now.getEpochSecond() - last.time.getEpochSecond() < SAME_SECONDS;
    if (same) {
      events.removeLast();
      events.addLast(last.again(now));
    }
    return same;
  }

  private synchronized void push(RecentEvent event) {
    if (events.size() == MOST) {
      events.removeFirst();
    }
    events.addLast(event);
  }

  /** The newest first. */
  synchronized List<RecentEvent> list() {
    List<RecentEvent> list = new ArrayList<>(events.size());
    events.descendingIterator().forEachRemaining(list::add);
    return list;
  }
}
