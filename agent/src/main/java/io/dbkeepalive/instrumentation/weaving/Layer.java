package io.dbkeepalive.instrumentation.weaving;

import java.lang.reflect.Method;
import net.bytebuddy.jar.asm.MethodVisitor;

/** What is woven into a method for one reason. Immutable. */
public final class Layer {
  /** Who takes the call, if another object has taken the place of the one that is called. */
  private enum Redirect {
    NOBODY,
    INTERFACE,
    CLASS
  }

  private final Redirect redirect;

  /** Null where {@link #redirect} is not to an interface. */
  private final Method jdbc;

  private final int number;

  /** Null for none. */
  private final Advice advice;

  private Layer(Redirect redirect, Method jdbc, int number, Advice advice) {
    this.redirect = redirect;
    this.jdbc = jdbc;
    this.number = number;
    this.advice = advice;
  }

  /** For an object whose place no other takes. */
  public static Layer of(Advice advice) {
    return new Layer(Redirect.NOBODY, null, -1, advice);
  }

  /**
   * For a handle's method.
   *
   * @param number of {@code method} in the catalogue
   * @param advice null where the redirect is all
   */
  public static Layer ofJdbc(Method method, int number, Advice advice) {
    return new Layer(Redirect.INTERFACE, method, number, advice);
  }

  /**
   * For a handle's method that JDBC does not have.
   *
   * @param advice null where the redirect is all
   */
  public static Layer ofVendors(Advice advice) {
    return new Layer(Redirect.CLASS, null, -1, advice);
  }

  /** How many local variables it adds. */
  int locals(Target target) {
    return advice == null ? 0 : new Locals(target, advice, 0).size;
  }

  /**
   * @param firstLocal the first local variable that neither the method nor what is woven within has
   */
  MethodVisitor around(MethodVisitor next, Target target, int firstLocal) {
    MethodVisitor redirected = redirected(next, target);
    return advice == null
        ? redirected
        : new AdvisedMethod(redirected, target, number, advice, firstLocal);
  }

  private MethodVisitor redirected(MethodVisitor next, Target target) {
    switch (redirect) {
      case INTERFACE:
        return RedirectedMethod.toInterface(next, target, jdbc);
      case CLASS:
        return RedirectedMethod.toClass(next, target);
      default:
        return next;
    }
  }
}
