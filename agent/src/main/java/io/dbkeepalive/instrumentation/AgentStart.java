package io.dbkeepalive.instrumentation;

import io.dbkeepalive.config.ConfigFile;
import io.dbkeepalive.config.Options;
import io.dbkeepalive.config.OptionsParser;
import io.dbkeepalive.config.ParsedOptions;
import io.dbkeepalive.telemetry.Presence;
import io.dbkeepalive.telemetry.events.AgentEvents;
import io.dbkeepalive.telemetry.log.LogOutput;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.security.CodeSource;

/** Reads the options and begins to watch, once, before the application starts or while it runs. */
public final class AgentStart {
  /** Null as long as there is nothing to show. */
  private static volatile Installation installation;

  private AgentStart() {}

  /**
   * Before the application starts.
   *
   * @param arguments behind the {@code =} of {@code -javaagent}, null without
   * @param bootstrapClasses defines the classes that woven code names
   * @return false if the JVM must not start, because of {@code strict=true}
   */
  public static boolean start(
      String arguments, Instrumentation instrumentation, Runnable bootstrapClasses) {
    return start(arguments, instrumentation, bootstrapClasses, false);
  }

  /** The same while it runs; here false says that the agent has not started. */
  public static boolean attach(
      String arguments, Instrumentation instrumentation, Runnable bootstrapClasses) {
    return start(arguments, instrumentation, bootstrapClasses, true);
  }

  /** False where the options forbid it: another attempt may bring others. */
  public static boolean isRunning() {
    return installation != null;
  }

  /** Somebody wants to see the beans, who cannot wait for the first connection. */
  public static void show() {
    Installation known = installation;
    if (known != null) {
      known.show();
    }
  }

  private static boolean start(
      String arguments,
      Instrumentation instrumentation,
      Runnable bootstrapClasses,
      boolean isAttached) {
    ParsedOptions parsed =
        OptionsParser.parse(arguments, System.getProperties(), System.getenv(), ConfigFile.ON_DISK);
    Options options = parsed.options();
    LogOutput.configure(options);
    for (String error : parsed.errors()) {
      AgentEvents.optionWrong(error);
    }
    if (options.strict() && !parsed.errors().isEmpty()) {
      return false;
    }
    if (!options.enabled()) {
      AgentEvents.disabled(null);
      return true;
    }
    Installation once = new Installation(options, instrumentation, version(), bootstrapClasses);
    installation = once;
    instrumentation.addTransformer(new ModuleAware(new ClassWatch(once)));
    Presence.announce(version(), jar());
    AgentEvents.started(version(), options.summary());
    if (isAttached) {
      once.lookBack();
      once.show(); // whoever attaches wants to see
    } else if (options.admin() != null) {
      once.get(); // operators may ask before the application does
    }
    return true;
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
