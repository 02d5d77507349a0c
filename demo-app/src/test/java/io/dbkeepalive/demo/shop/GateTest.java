package io.dbkeepalive.demo.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class GateTest {
  private final Gate gate = new Gate(1);

  @Test
  void anOpenGateLetsErrandsTakeTurns() throws InterruptedException {
    assertEquals(Errand.ORDER, gate.pass(0, 0));
    assertEquals(Errand.BASKET, gate.pass(0, 1));
    assertEquals(Errand.QUESTION, gate.pass(1, 1));
  }

  @Test
  void afterAHoldTheErrandDoesNotDependOnTheVisit() throws InterruptedException {
    assertEquals(Errand.BASKET, heldAt(0, 17, false));
    assertEquals(Errand.QUESTION, heldAt(0, 5, false));
    assertEquals(Errand.BASKET, heldAt(1, 9, false));
  }

  @Test
  void aHeldWorkerCanBeAskedForAReport() throws InterruptedException {
    assertEquals(Errand.REPORT, heldAt(0, 3, true));
    assertEquals(Errand.ORDER, gate.pass(0, 3));
  }

  @Test
  void aClosedGateLetsThoseInsideFinish() throws InterruptedException {
    CompletableFuture<Errand> worker = passing(0, 0);
    gate.hold();
    gate.close();
    assertEquals(Errand.BASKET, worker.join());
    assertFalse(gate.isOpen());
  }

  private Errand heldAt(int worker, int visit, boolean report) throws InterruptedException {
    CompletableFuture<Errand> errand = passing(worker, visit);
    gate.hold();
    gate.release(report);
    return errand.join();
  }

  private CompletableFuture<Errand> passing(int worker, int visit) {
    Thread holder = Thread.currentThread();
    return CompletableFuture.supplyAsync(
        () -> {
          // the gate is held once its holder waits for the worker
          while (holder.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
          }
          return pass(worker, visit);
        });
  }

  private Errand pass(int worker, int visit) {
    try {
      return gate.pass(worker, visit);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
