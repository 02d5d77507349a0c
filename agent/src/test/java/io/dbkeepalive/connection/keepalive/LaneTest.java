package io.dbkeepalive.connection.keepalive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class LaneTest {
  /** Workers that were started; they run when the test lets them. */
  private final List<Runnable> started = new ArrayList<>();

  private final List<String> done = new ArrayList<>();
  private final Lane lane = new Lane(started::add);

  @Test
  void oneWorkerDoesAllInOrder() {
    lane.add(() -> done.add("a"));
    lane.add(() -> done.add("b"));
    assertEquals(1, started.size());
    started.get(0).run();
    assertEquals(List.of("a", "b"), done);
  }

  /** A worker that hangs is one that the test does not run. */
  @Test
  void eachSweepThatFindsWorkWaitingAddsOne() {
    for (int i = 0; i < 100; i++) {
      lane.add(() -> done.add("x"));
    }
    for (int i = 0; i < 20; i++) {
      lane.help();
    }
    assertEquals(Lane.MOST_THREADS, started.size());
    started.get(5).run();
    assertEquals(100, done.size());
    lane.help();
    assertEquals(Lane.MOST_THREADS, started.size(), "nothing waits any more");
  }

  @Test
  void workOutlivesARefusal() {
    List<Runnable> later = new ArrayList<>();
    Lane refused =
        new Lane(
            worker -> {
              if (later.isEmpty()) {
                later.add(worker);
                throw new RejectedExecutionException("too many");
              }
              worker.run();
            });
    refused.add(() -> done.add("late"));
    assertEquals(List.of(), done);
    refused.help();
    assertEquals(List.of("late"), done);
  }

  @Test
  void workerThatDiesIsReplaced() {
    lane.add(
        () -> {
          throw new IllegalStateException("a defect");
        });
    lane.add(() -> done.add("next"));
    try {
      started.get(0).run();
    } catch (IllegalStateException expected) {
      done.add(expected.getMessage());
    }
    lane.help();
    started.get(1).run();
    assertEquals(List.of("a defect", "next"), done);
  }
}
