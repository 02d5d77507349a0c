package io.dbkeepalive.instrumentation;

import io.dbkeepalive.bootstrap.Dispatch;
import io.dbkeepalive.bootstrap.Dispatcher;
import io.dbkeepalive.bootstrap.HandleState;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes down what woven code says, and answers as told. Woven code keeps the first dispatcher that
 * it finds in a JVM: that one passes everything on to whoever is {@link #install}ed now.
 */
final class RecordingDispatcher {
  private static volatile Dispatcher now;

  static {
    Dispatch.Installed.dispatcher =
        dispatcher(
            (proxy, method, arguments) -> {
              try {
                return method.invoke(now, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** The name and the arguments of each call; JDBC methods by name instead of number. */
  final List<List<Object>> calls = new ArrayList<>();

  /** By name of the dispatcher's method; a Throwable is thrown, unless it is the answer. */
  final Map<String, Object> answers = new HashMap<>();

  static void install(Dispatcher dispatcher) {
    now = dispatcher;
  }

  void install() {
    install(
        dispatcher(
            (proxy, method, arguments) -> {
              List<Object> call = new ArrayList<>();
              call.add(method.getName());
              boolean numbered = false;
              for (int i = 0; i < arguments.length; i++) {
                boolean number = !numbered && method.getParameterTypes()[i] == int.class;
                numbered |= number;
                Object argument = arguments[i];
                if (argument instanceof Object[]) {
                  argument = new ArrayList<>(java.util.Arrays.asList((Object[]) argument));
                }
                if (!(argument instanceof HandleState)) {
                  call.add(
                      number
                          ? MethodCatalogue.OF_THIS_JVM.get((Integer) argument).name()
                          : argument);
                }
              }
              calls.add(call);
              Object answer = answers.get(method.getName());
              if (answer instanceof Throwable && method.getReturnType() != Throwable.class) {
                throw (Throwable) answer;
              }
              return answer == null && method.getReturnType() == boolean.class ? false : answer;
            }));
  }

  private static Dispatcher dispatcher(java.lang.reflect.InvocationHandler handler) {
    return (Dispatcher)
        Proxy.newProxyInstance(
            RecordingDispatcher.class.getClassLoader(), new Class<?>[] {Dispatcher.class}, handler);
  }
}
