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
import io.dbkeepalive.telemetry.Presence;
import io.dbkeepalive.telemetry.events.AgentEvents;
import io.dbkeepalive.telemetry.log.LogOutput;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.security.CodeSource;

/** Puts the parts together, once, before the application starts or while it runs. */
public final class AgentStart {
  /** Null as long as there is nothing to show. */
  private static volatile Operations operations;

  private AgentStart() {}

  /**
   * Before the application starts.
   *
   * @param arguments behind the {@code =} of {@code -javaagent}, null without
   * @return false if the JVM must not start, because of {@code strict=true}
   */
  public static boolean start(String arguments, Instrumentation instrumentation) {
    return start(arguments, instrumentation, false);
  }

  /** The same while it runs; here false says that the agent has not started. */
  public static boolean attach(String arguments, Instrumentation instrumentation) {
    return start(arguments, instrumentation, true);
  }

  /** Somebody wants to see the beans, who cannot wait for the first connection. */
  public static void show() {
    Operations known = operations;
    if (known != null) {
      known.show();
    }
  }

  private static boolean start(
      String arguments, Instrumentation instrumentation, boolean isAttached) {
    ParsedOptions parsed =
        OptionsParser.parse(arguments, System.getProperties(), System.getenv(), ConfigFile.ON_DISK);
    Options options = parsed.options();
    LogOutput.configure(options);
    parsed.errors().forEach(AgentEvents::optionWrong);
    if (options.strict() && !parsed.errors().isEmpty()) {
      return false;
    }
    if (options.enabled()) {
      install(options, instrumentation, isAttached);
      AgentEvents.started(version(), options.summary());
    } else {
      AgentEvents.disabled(null);
    }
    return true;
  }

  private static void install(
      Options options, Instrumentation instrumentation, boolean isAttached) {
    DriverPackages drivers = new DriverPackages();
    Environment environment = new Environment(options, new RecoveryService(options));
    Surroundings surroundings = new Surroundings();
    operations =
        Operations.install(
            options, version(), new Operator(environment), environment.sources(surroundings));
    Borrowings borrowings = new Borrowings(drivers, environment.leaks);
    Openings openings = new Openings(options, environment, drivers, borrowings, surroundings);
    Dispatch.Installed.dispatcher = new JdbcDispatcher(openings, borrowings);
    ModuleReads modules = new ModuleReads(instrumentation);
    modules.openSocketsToUs();
    JdbcTransformer transformer = new JdbcTransformer(drivers, modules, borrowings);
    instrumentation.addTransformer(transformer.asTransformer());
    if (isAttached) {
      new LateStart(instrumentation, drivers, transformer).begin();
    }
    Presence.announce(version(), jar());
    if (isAttached) {
      operations.show(); // whoever attaches wants to see
    }
  }

  private static String jar() {
    CodeSource source = AgentStart.class.getProtectionDomain().getCodeSource();
    try {
      return source == null ? "" : new File(source.getLocation().toURI()).getPath();
    } catch (URISyntaxException e) {
      return "";
    }
  }

  private static String version() {
    String version = AgentStart.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
