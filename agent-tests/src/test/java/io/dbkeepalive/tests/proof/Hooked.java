package io.dbkeepalive.tests.proof;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Stands before a JDBC object, so that a run sees each call of the application. */
final class Hooked implements InvocationHandler {
  // the narrowest first
  private static final List<Class<?>> TYPES =
      List.of(
          CallableStatement.class,
          PreparedStatement.class,
          Statement.class,
          Connection.class,
          ResultSet.class);

  /** Sees the calls. */
  interface Observer {
    void before(Object target, Method method, Object[] arguments);

    void succeeded(Method method, Object[] arguments);

    void failed(SQLException told);
  }

  private final Object target;
  private final Observer observer;

  private Hooked(Object target, Observer observer) {
    this.target = target;
    this.observer = observer;
  }

  static Connection of(Connection connection, Observer observer) {
    return (Connection) wrap(connection, Connection.class, observer);
  }

  /** The driver's or the pool's object behind a hooked one. */
  static Connection behind(Connection hooked) {
    return (Connection) ((Hooked) Proxy.getInvocationHandler(hooked)).target;
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    observer.before(target, method, arguments);
    Object result;
    try {
      result = method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      SQLException told = told(e.getCause());
      observer.failed(told);
      throw told;
    }
    observer.succeeded(method, arguments);
    return TYPES.stream()
        .filter(type -> type.isAssignableFrom(method.getReturnType()))
        .findFirst()
        .map(type -> wrap(result, type, observer))
        .orElse(result);
  }

  /** Some drivers fail in their own way when they met a loss; to the application it is an error. */
  private static SQLException told(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof SQLException told
        ? told
        : new SQLException("thrown: " + thrown, thrown);
  }

  private static Object wrap(Object target, Class<?> type, Observer observer) {
    return target == null
        ? null
        : Proxy.newProxyInstance(
            Hooked.class.getClassLoader(), new Class<?>[] {type}, new Hooked(target, observer));
  }
}
