package io.dbkeepalive.demo.shop;

import java.sql.SQLException;
import java.util.UUID;

/** Serves one customer after the other, until the shop closes. */
final class Worker implements Runnable {
  private static final long PAUSE_BETWEEN_CUSTOMERS_MILLIS = 30;

  /** Where a worker gets its connection. */
  interface Till extends AutoCloseable {
    /** Serves one customer; an exception means that the customer went away unserved. */
    void serve(Visit visit) throws SQLException, InterruptedException;

    @Override
    void close() throws SQLException;
  }

  /** One customer, from coming in to leaving. */
  interface Visit {
    void at(Desk desk) throws SQLException, InterruptedException;
  }

  private final int number;
  private final Till till;
  private final Gate gate;
  private final Ledger ledger;

  Worker(int number, Till till, Gate gate, Ledger ledger) {
    this.number = number;
    this.till = till;
    this.gate = gate;
    this.ledger = ledger;
  }

  @Override
  public void run() {
    try {
      for (int visit = 0; gate.isOpen(); visit++) {
        serveOne(visit);
        Thread.sleep(PAUSE_BETWEEN_CUSTOMERS_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serveOne(int visit) throws InterruptedException {
    // the number is given before the database hears of the order: it shows each copy that gets in
    String orderNumber = UUID.randomUUID().toString();
    try {
      till.serve(
          desk -> {
            desk.browse(visit);
            desk.serve(gate.pass(number, visit), orderNumber, visit);
          });
    } catch (SQLException e) {
      ledger.unserved(e);
      // a worker whose customers all leave before they think must not keep the others at the gate
      gate.pass(number, visit);
    }
  }
}
