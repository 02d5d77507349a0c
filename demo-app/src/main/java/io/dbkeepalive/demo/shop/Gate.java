package io.dbkeepalive.demo.shop;

/**
 * Where customers think, between browsing and buying: their connection is open, idle, and outside
 * any statement and transaction. The shop can be held here.
 *
 * <p>Thread safe. All fields are guarded by this object's lock.
 */
final class Gate {
  private final int workers;
  private int waiting;
  private int holds;
  private boolean held;
  private boolean closed;
  private boolean report;

  /** A gate through which exactly {@code workers} threads pass. */
  Gate(int workers) {
    this.workers = workers;
  }

  /** Returns once every worker waits at the gate. */
  synchronized void hold() throws InterruptedException {
    holds++;
    held = true;
    while (waiting < workers) {
      wait();
    }
  }

  /**
   * Lets the workers go on.
   *
   * @param askForReport true: each of them next makes a report instead of serving its customer
   */
  synchronized void release(boolean askForReport) {
    report = askForReport;
    held = false;
    notifyAll();
  }

  /** No further customer comes in; those inside are served to the end. */
  synchronized void close() {
    closed = true;
    release(false);
  }

  synchronized boolean isOpen() {
    return !closed;
  }

  /**
   * Waits while the shop is held.
   *
   * @return the errand of this customer; after a hold it depends only on the worker and on how many
   *     holds there were, so that two runs go on with the same statements
   */
  synchronized Errand pass(int worker, int visit) throws InterruptedException {
    if (!held) {
      return Errand.ofCustomer(worker + visit);
    }
    waiting++;
    notifyAll();
    while (held) {
      wait();
    }
    waiting--;
    return report ? Errand.REPORT : Errand.ofCustomer(worker + holds);
  }
}
