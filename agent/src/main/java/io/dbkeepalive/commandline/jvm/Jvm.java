package io.dbkeepalive.commandline.jvm;

import io.dbkeepalive.commandline.CommandFailure;
import io.dbkeepalive.telemetry.Presence;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A JVM of this machine. Immutable. */
public final class Jvm {
  public final String pid;

  /** Its main class or jar with the arguments, as far as the JVM shows them; may be empty. */
  final String command;

  Jvm(String pid, String command) {
    this.pid = pid;
    this.command = command == null ? "" : command;
  }

  /**
   * Which one is meant.
   *
   * @param given a process id; null, or a dot, for the only one that runs the agent
   */
  public static Jvm of(String given) throws CommandFailure {
    if (given == null || given.equals(".")) {
      return onlyOne();
    }
    if (!given.matches("\\d{1,10}")) {
      throw CommandFailure.usage("'" + given + "' is no process id: see list");
    }
    for (Jvm jvm : AttachApi.list()) {
      if (jvm.pid.equals(given)) {
        return jvm;
      }
    }
    return new Jvm(given, ""); // of another user, perhaps
  }

  private static Jvm onlyOne() throws CommandFailure {
    List<Jvm> running = new ArrayList<>();
    for (Jvm jvm : all()) {
      if (jvm.presence() != null) {
        running.add(jvm);
      }
    }
    if (running.isEmpty()) {
      throw CommandFailure.notReachable(
          "no JVM of this user runs the agent: start one with -javaagent:dbkeepalive.jar", null);
    }
    if (running.size() > 1) {
      throw CommandFailure.usage(
          "several JVMs run the agent, name one: "
              + running.stream().map(Jvm::toString).collect(Collectors.joining(", ")));
    }
    return running.get(0);
  }

  /** All that this user may see, but this one. */
  public static List<Jvm> all() throws CommandFailure {
    return AttachApi.list();
  }

  /** Of the agent in it; null if there is none, or nobody may know. */
  public Presence presence() {
    try (Attached attached = Attached.to(this)) {
      return attached.presence();
    } catch (CommandFailure e) {
      return null; // it has just ended, or lets nobody in
    }
  }

  /**
   * Loads the agent into it.
   *
   * @param jar as that JVM finds it
   * @param options as behind {@code -javaagent:...=}
   */
  public void load(String jar, String options) throws CommandFailure {
    try (Attached attached = Attached.to(this)) {
      if (attached.presence() != null) {
        throw CommandFailure.refused(this + " runs the agent already; nothing was changed", null);
      }
      attached.load(jar, options);
      if (attached.presence() == null) {
        throw CommandFailure.refused(
            "the agent has not started in " + this + ": the JVM's own output says why", null);
      }
    }
  }

  /** Of the program only: arguments may hold secrets, and are long. */
  public String program() {
    return command.split(" ", 2)[0];
  }

  static String ownPid() {
    return ManagementFactory.getRuntimeMXBean().getName().split("@", 2)[0];
  }

  @Override
  public String toString() {
    return ("JVM " + pid + " " + program()).trim();
  }
}
