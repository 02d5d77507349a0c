package io.dbkeepalive.telemetry.jmx;

import io.dbkeepalive.telemetry.events.AgentEvents;
import io.dbkeepalive.telemetry.events.EventStream;
import io.dbkeepalive.telemetry.state.DatabaseState;
import io.dbkeepalive.telemetry.state.Model;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Set;
import javax.management.JMException;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * What JMX clients see. Not to be used early, see {@link io.dbkeepalive.telemetry.Operations}: the
 * platform server brings {@code java.util.logging} along, which some applications must set up
 * before. Never throws. Of one thread.
 */
public final class Beans {
  public static final ObjectName AGENT = name("io.dbkeepalive:type=Agent");

  private final Model model;

  /** Of databases; whether it went well or not, nobody tries again. */
  private final Set<String> shown = new HashSet<>();

  private boolean isAgentShown;

  public Beans(Model model) {
    this.model = model;
  }

  /** Registers what is not there yet; to be called now and then. */
  public void show() {
    if (!isAgentShown) {
      isAgentShown = true;
      AgentBean agent = new AgentBean(model);
      register(AGENT, agent);
      EventStream.listen(agent);
    }
    for (DatabaseState database : model.databases()) {
      if (shown.add(database.name)) {
        register(ofDatabase(database.name), new DatabaseBean(database.name, model));
      }
    }
  }

  /**
   * @param database its short name
   */
  public static ObjectName ofDatabase(String database) {
    return name("io.dbkeepalive:type=Database,name=" + ObjectName.quote(database));
  }

  private static void register(ObjectName name, Object bean) {
    try {
      ManagementFactory.getPlatformMBeanServer().registerMBean(bean, name);
    } catch (JMException | RuntimeException e) {
      AgentEvents.jmxMissing(name.toString(), e);
    }
  }

  private static ObjectName name(String text) {
    try {
      return new ObjectName(text);
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
