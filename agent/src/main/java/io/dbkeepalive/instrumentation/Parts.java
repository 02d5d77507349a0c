package io.dbkeepalive.instrumentation;

import io.dbkeepalive.bootstrap.Dispatch;
import io.dbkeepalive.config.Options;
import io.dbkeepalive.connection.Environment;
import io.dbkeepalive.connection.Operator;
import io.dbkeepalive.recovery.RecoveryService;
import io.dbkeepalive.telemetry.Operations;
import java.lang.instrument.Instrumentation;

/**
 * The agent, put together. Must not be loaded before the bootstrap classes are there. Immutable.
 */
final class Parts {
  final DriverPackages drivers;
  final JdbcTransformer transformer;
  final Operations operations;

  private Parts(DriverPackages drivers, JdbcTransformer transformer, Operations operations) {
    this.drivers = drivers;
    this.transformer = transformer;
    this.operations = operations;
  }

  /**
   * @param started when the agent did, by {@code System.nanoTime}
   */
  static Parts assemble(
      Options options, Instrumentation instrumentation, String version, long started) {
    ModuleReads modules = new ModuleReads(instrumentation);
    modules.openJdkToUs();
    DriverPackages drivers = new DriverPackages();
    Environment environment = new Environment(options, new RecoveryService(options));
    Surroundings surroundings = new Surroundings();
    WatchedOnly watchedOnly = new WatchedOnly();
    Operations operations =
        Operations.install(
            options,
            version,
            started,
            new Operator(environment),
            environment.sources(surroundings, watchedOnly));
    Borrowings borrowings = new Borrowings(drivers, environment.leaks);
    Openings openings = new Openings(options, environment, drivers, borrowings, surroundings);
    Dispatch.Installed.dispatcher = new JdbcDispatcher(openings, borrowings, watchedOnly);
    return new Parts(drivers, new JdbcTransformer(drivers, modules, borrowings), operations);
  }
}
