package io.dbkeepalive.instrumentation;

import io.dbkeepalive.bootstrap.Dispatch;
import io.dbkeepalive.config.ConfigFile;
import io.dbkeepalive.config.Options;
import io.dbkeepalive.config.OptionsParser;
import io.dbkeepalive.config.ParsedOptions;
import io.dbkeepalive.connection.Environment;
import io.dbkeepalive.connection.Operator;
import io.dbkeepalive.recovery.RecoveryService;
import io.dbkeepalive.telemetry.Operations;
import io.dbkeepalive.telemetry.events.AgentEvents;
import io.dbkeepalive.telemetry.log.LogOutput;
import java.lang.instrument.Instrumentation;

/** Puts the parts together, once, before the application starts. */
public final class AgentStart {
  private AgentStart() {}

  /**
   * @param arguments behind the {@code =} of {@code -javaagent}, null without
   * @return false if the JVM must not start, because of {@code strict=true}
   */
  public static boolean start(String arguments, Instrumentation instrumentation) {
    ParsedOptions parsed =
        OptionsParser.parse(arguments, System.getProperties(), System.getenv(), ConfigFile.ON_DISK);
    Options options = parsed.options();
    LogOutput.configure(options);
    parsed.errors().forEach(AgentEvents::optionWrong);
    if (options.strict() && !parsed.errors().isEmpty()) {
      return false;
    }
    if (options.enabled()) {
      install(options, instrumentation);
      AgentEvents.started(version(), options.summary());
    } else {
      AgentEvents.disabled(null);
    }
    return true;
  }

  private static void install(Options options, Instrumentation instrumentation) {
    DriverPackages drivers = new DriverPackages();
    Environment environment = new Environment(options, new RecoveryService(options));
    Operations.install(options, version(), new Operator(environment), environment.sources());
    Borrowings borrowings = new Borrowings(drivers, environment.leaks);
    Openings openings = new Openings(options, environment, drivers, borrowings);
    Dispatch.Installed.dispatcher = new JdbcDispatcher(openings, borrowings);
    ModuleReads modules = new ModuleReads(instrumentation);
    modules.openSocketsToUs();
    instrumentation.addTransformer(
        new JdbcTransformer(drivers, modules, borrowings).asTransformer());
  }

  private static String version() {
    String version = AgentStart.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
