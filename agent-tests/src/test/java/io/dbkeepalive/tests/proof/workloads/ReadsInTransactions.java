package io.dbkeepalive.tests.proof.workloads;

import io.dbkeepalive.tests.proof.Application;
import io.dbkeepalive.tests.proof.Workload;

/** Transactions that only read, and commit. */
public final class ReadsInTransactions extends Workload {
  @Override
  public String kind() {
    return "read";
  }

  @Override
  public void run(Application application) {
    for (int i = 0; i < 2; i++) {
      application.transaction(
          application.transactionRows(), connection -> Reads.readTwice(application, connection));
    }
  }
}
