package io.dbkeepalive.recovery.sql;

import static io.dbkeepalive.dialect.SqlDialect.COMMON;
import static io.dbkeepalive.dialect.SqlDialect.POSTGRESQL;

import io.dbkeepalive.dialect.SqlDialect;
import io.dbkeepalive.recovery.sql.SqlTraits.Ending;
import io.dbkeepalive.recovery.sql.SqlTraits.Transaction;

/** What the statements of one text do together. Confined to one thread. */
final class Text {
  private final SqlDialect dialect;
  private SqlTraits all;
  private Ending ending = Ending.PLAIN;

  /** Whether no end in it can be trusted to be one. */
  private boolean unclear;

  /** Whether it may take settings back that it made. */
  private boolean takesBack;

  Text(SqlDialect dialect) {
    this.dialect = dialect;
    this.unclear = dialect == COMMON; // SQL Server's COMMIT ends but the inner of two
  }

  void add(SqlTraits one) {
    Transaction transaction = one.transaction();
    boolean undoes =
        transaction == Transaction.ROLLBACK
            || one.effects().stream()
                .anyMatch(effect -> effect.key().equals(SessionEffect.SAVEPOINT));
    boolean controls = transaction == Transaction.BEGIN || transaction == Transaction.COMMIT;
    takesBack |= undoes && dialect == POSTGRESQL && all != null && hasSettings();
    unclear |= undoes || !controls && transaction != Transaction.NONE;
    if (transaction == Transaction.BEGIN || transaction == Transaction.AUTOCOMMIT_OFF) {
      ending = Ending.OPEN;
    } else if (transaction == Transaction.COMMIT && ending == Ending.OPEN && !unclear) {
      ending = Ending.COMMITTED;
    }
    all = all == null ? one : all.and(one, ending);
  }

  /** Of all statements; {@link SqlTraits#UNKNOWN} if there are none. */
  SqlTraits traits() {
    if (all == null) {
      return SqlTraits.UNKNOWN;
    }
    if (all.mayLeaveTransactionOpen()) {
      // where a single statement would have been known to begin it, nobody could tell what goes on
      return all.with(SqlTraits.unfinished());
    }
    return takesBack
        ? all.with(SqlTraits.unknownState("a setting that its own text may take back"))
        : all;
  }

  private boolean hasSettings() {
    return all.effects().stream().anyMatch(effect -> effect.kind() == SessionEffect.Kind.SET);
  }
}
