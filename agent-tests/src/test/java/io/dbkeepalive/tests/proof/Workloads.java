package io.dbkeepalive.tests.proof;

import io.dbkeepalive.tests.proof.workloads.AdvisoryLocks;
import io.dbkeepalive.tests.proof.workloads.AutoCommitWrites;
import io.dbkeepalive.tests.proof.workloads.Batches;
import io.dbkeepalive.tests.proof.workloads.CursorFetch;
import io.dbkeepalive.tests.proof.workloads.GeneratedKeys;
import io.dbkeepalive.tests.proof.workloads.GoesOnAfterErrors;
import io.dbkeepalive.tests.proof.workloads.JdbcSettings;
import io.dbkeepalive.tests.proof.workloads.LiteralSessionState;
import io.dbkeepalive.tests.proof.workloads.PreparedOnServer;
import io.dbkeepalive.tests.proof.workloads.Procedures;
import io.dbkeepalive.tests.proof.workloads.Reads;
import io.dbkeepalive.tests.proof.workloads.ReadsInTransactions;
import io.dbkeepalive.tests.proof.workloads.RepeatableReads;
import io.dbkeepalive.tests.proof.workloads.Savepoints;
import io.dbkeepalive.tests.proof.workloads.SchemaChanges;
import io.dbkeepalive.tests.proof.workloads.SeveralStatementsInOne;
import io.dbkeepalive.tests.proof.workloads.StateInTransactions;
import io.dbkeepalive.tests.proof.workloads.TemporaryTables;
import io.dbkeepalive.tests.proof.workloads.Transfers;
import java.util.List;
import java.util.function.Supplier;

/** All workloads. */
final class Workloads {
  static final List<Supplier<Workload>> ALL =
      List.of(
          Reads::new,
          ReadsInTransactions::new,
          AutoCommitWrites::new,
          GeneratedKeys::new,
          Batches::new,
          Transfers::new,
          GoesOnAfterErrors::new,
          JdbcSettings::new,
          LiteralSessionState::new,
          StateInTransactions::new,
          SchemaChanges::new,
          TemporaryTables::new,
          AdvisoryLocks::new,
          RepeatableReads::new,
          Procedures::new,
          SeveralStatementsInOne::new,
          PreparedOnServer::new,
          Savepoints::new,
          CursorFetch::new);

  private Workloads() {}
}
