package io.dbkeepalive.connection.keepalive;

import io.dbkeepalive.config.Options;
import io.dbkeepalive.telemetry.rounds.Rounds;
import io.dbkeepalive.telemetry.state.Checked;
import io.dbkeepalive.telemetry.state.ConnectionState;
import io.dbkeepalive.telemetry.state.DatabaseState;
import io.dbkeepalive.telemetry.state.StateSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The thread that sweeps, from the first connection on, and the workers. Thread-safe. */
public final class Sweeper implements StateSource {
  /** Bounds what databases that hang can hold up; those beyond wait. */
  private static final int MOST_WORKERS = 64;

  private final Keeper keeper;
  private final Rounds rounds;

  /**
   * @param nanoTime see {@link Keeper}
   * @param observes see {@link Keeper}
   */
  public Sweeper(Options options, LongSupplier nanoTime, BooleanSupplier observes) {
    this.keeper = new Keeper(options, nanoTime, workers(), observes, this::wake);
    this.rounds = new Rounds("dbkeepalive-sweeper", keeper::sweep);
  }

  private void wake() {
    rounds.wake();
  }

  /** See {@link Keeper#watch}. */
  public void watch(KeptConnection connection) {
    keeper.watch(connection);
  }

  /** See {@link Keeper#died}. */
  public void died(String databaseKey, long idleNanos) {
    keeper.died(databaseKey, idleNanos);
  }

  /** See {@link io.dbkeepalive.telemetry.state.Control#ping}. */
  public Checked ping(String database, long waitNanos) throws InterruptedException {
    return keeper.ping(database, waitNanos);
  }

  /** See {@link Keeper#heal}. */
  public Checked heal(String database, long waitNanos) throws InterruptedException {
    return keeper.heal(database, waitNanos);
  }

  /** See {@link io.dbkeepalive.telemetry.state.Control#connections}. */
  public List<ConnectionState> connections(String database, int most) {
    return keeper.connections(database, most);
  }

  @Override
  public void tell(Function<String, DatabaseState.Builder> databases) {
    keeper.tell(databases);
  }

  private static Executor workers() {
    return new ThreadPoolExecutor(
        0,
        MOST_WORKERS,
        1,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        work -> Rounds.daemon(work, "dbkeepalive-keeper"));
  }
}
