package io.dbkeepalive.commandline.jvm;

import io.dbkeepalive.commandline.CommandFailure;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * The JDK's attach API, {@code com.sun.tools.attach}, by reflection: what is compiled for Java 8
 * cannot name it, and runtimes without it are told of in one line. Stateless.
 */
final class AttachApi {
  private static final String PACKAGE = "com.sun.tools.attach.";

  private AttachApi() {}

  /** The JVMs of this user that this one can see, itself left out. */
  static List<Jvm> list() throws CommandFailure {
    List<Jvm> found = new ArrayList<>();
    for (Object each : (List<?>) callStatic("list")) {
      String pid = (String) call("VirtualMachineDescriptor", each, "id");
      String name = (String) call("VirtualMachineDescriptor", each, "displayName");
      if (!pid.equals(Jvm.ownPid())) {
        found.add(new Jvm(pid, name));
      }
    }
    return found;
  }

  /** A {@code VirtualMachine}. */
  static Object attach(String pid) throws CommandFailure {
    try {
      return method("VirtualMachine", "attach", String.class).invoke(null, pid);
    } catch (ReflectiveOperationException e) {
      throw failure("JVM " + pid + " cannot be attached to", e);
    }
  }

  static Object call(Object machine, String name, String... arguments) throws CommandFailure {
    Class<?>[] types = new Class<?>[arguments.length];
    java.util.Arrays.fill(types, String.class);
    try {
      return method("VirtualMachine", name, types).invoke(machine, (Object[]) arguments);
    } catch (ReflectiveOperationException e) {
      throw failure("the JVM did not do what it was asked for (" + name + ")", e);
    }
  }

  private static Object callStatic(String name) throws CommandFailure {
    return call((Object) null, name);
  }

  private static Object call(String type, Object self, String name) throws CommandFailure {
    try {
      return method(type, name).invoke(self);
    } catch (ReflectiveOperationException e) {
      throw failure("the JVMs of this machine cannot be listed", e);
    }
  }

  private static Method method(String type, String name, Class<?>... parameters)
      throws CommandFailure {
    try {
      return Class.forName(PACKAGE + type).getMethod(name, parameters);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw CommandFailure.notReachable(
          "the Java runtime in "
              + System.getProperty("java.home")
              + " cannot attach to others (no jdk.attach, or no tools.jar): start this with the java of a JDK",
          e);
    }
  }

  private static CommandFailure failure(String what, ReflectiveOperationException thrown) {
    Throwable cause = thrown instanceof InvocationTargetException ? thrown.getCause() : thrown;
    String sentence = what + ": " + cause.getMessage();
    return isRefusal(String.valueOf(cause.getMessage()))
        ? CommandFailure.refused(sentence + "; be the user who runs it", cause)
        : CommandFailure.notReachable(sentence, cause);
  }

  /** As HotSpot's VirtualMachineImpl says that a JVM is somebody else's. */
  private static boolean isRefusal(String message) {
    return message.contains("not permitted")
        || message.contains("Permission denied")
        || message.contains("not secure");
  }
}
