package io.dbkeepalive.connection.budget;

import io.dbkeepalive.telemetry.Spans;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says who holds the places of a database, in a text of bounded length. Stateless. */
final class HeldBy {
  private static final int MOST_GROUPS = 5;

  private HeldBy() {}

  /** Those that were opened by the same code together, the largest group first. */
  static String text(Collection<Place> places, long now) {
    Map<List<String>, List<Place>> groups = new LinkedHashMap<>();
    for (Place place : places) {
      groups.computeIfAbsent(place.openedBy.frames, any -> new ArrayList<>()).add(place);
    }
    List<List<Place>> sorted = new ArrayList<>(groups.values());
    sorted.sort((one, other) -> other.size() - one.size());
    StringBuilder text = new StringBuilder();
    int left = places.size();
    for (List<Place> group : sorted.subList(0, Math.min(MOST_GROUPS, sorted.size()))) {
      append(text.append(text.length() == 0 ? "" : "; "), group, now);
      left -= group.size();
    }
    return left == 0 ? text.toString() : text + "; " + left + " by others";
  }

  private static void append(StringBuilder text, List<Place> group, long now) {
    long leastIdle = Long.MAX_VALUE;
    long mostIdle = -1;
    long oldest = 0;
    for (Place place : group) {
      long idle = place.idleNanos();
      leastIdle = idle < 0 ? leastIdle : Math.min(leastIdle, idle);
      mostIdle = Math.max(mostIdle, idle);
      oldest = Math.max(oldest, now - place.since);
    }
    Place first = group.get(0);
    text.append(group.size())
        .append(" opened by thread ")
        .append(first.openedBy.thread)
        .append(group.size() > 1 ? " and others, the oldest " : " ")
        .append(Spans.text(oldest))
        .append(" ago, ");
    if (mostIdle < 0) {
      text.append("not open yet");
    } else {
      text.append("idle for ").append(Spans.text(leastIdle));
      if (group.size() > 1) {
        text.append(" to ").append(Spans.text(mostIdle));
      }
    }
    text.append(", at ").append(String.join(" < ", first.openedBy.frames));
  }
}
