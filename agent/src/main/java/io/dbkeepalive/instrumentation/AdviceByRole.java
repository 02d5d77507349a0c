package io.dbkeepalive.instrumentation;

import io.dbkeepalive.connection.JdbcMethod;
import io.dbkeepalive.instrumentation.advice.AroundClose;
import io.dbkeepalive.instrumentation.advice.EnterGuarded;
import io.dbkeepalive.instrumentation.advice.EnterParameter;
import io.dbkeepalive.instrumentation.advice.EnterStream;
import io.dbkeepalive.instrumentation.advice.EnterVendor;
import io.dbkeepalive.instrumentation.advice.EnterVendorSetting;
import io.dbkeepalive.instrumentation.advice.LeaveAsk;
import io.dbkeepalive.instrumentation.advice.LeaveBoolean;
import io.dbkeepalive.instrumentation.advice.LeaveChange;
import io.dbkeepalive.instrumentation.advice.LeaveConnection;
import io.dbkeepalive.instrumentation.advice.LeaveFlag;
import io.dbkeepalive.instrumentation.advice.LeaveFloating;
import io.dbkeepalive.instrumentation.advice.LeaveGuarded;
import io.dbkeepalive.instrumentation.advice.LeaveIntegral;
import io.dbkeepalive.instrumentation.advice.LeaveIsClosed;
import io.dbkeepalive.instrumentation.advice.LeaveKeeping;
import io.dbkeepalive.instrumentation.advice.LeaveQuery;
import io.dbkeepalive.instrumentation.advice.LeaveReference;
import io.dbkeepalive.instrumentation.advice.LeaveUpdate;
import io.dbkeepalive.instrumentation.advice.MethodId;
import java.io.InputStream;
import java.io.Reader;
import java.sql.ResultSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.implementation.bytecode.constant.IntegerConstant;

/**
 * The advice for each role. A newcomer starts here: each class named below holds one call into
 * {@code Dispatcher}. Thread-safe; one for all classes of a kind, for advice is read from class
 * files.
 */
final class AdviceByRole {
  private final Map<String, Advice> cache = new ConcurrentHashMap<>();

  private final WovenMethods methods;

  AdviceByRole(WovenMethods methods) {
    this.methods = methods;
  }

  /** Null where the redirect is all that the method needs. */
  Advice of(JdbcMethod method) {
    switch (method.role) {
      case EXECUTE_SQL:
      case EXECUTE_PREPARED:
      case EXECUTE_BATCH:
        return around(
            EnterGuarded.class, mayGiveRows(method) ? LeaveQuery.class : LeaveUpdate.class);
      case CREATE:
        return around(EnterGuarded.class, LeaveKeeping.class);
      case SESSION_SETTING:
        return around(EnterGuarded.class, isFlag(method) ? LeaveFlag.class : LeaveKeeping.class);
      case COMMIT:
      case ROLLBACK:
      case SAVEPOINT:
      case QUERY:
      case CATALOGUE:
      case VALIDATE:
      case WARNINGS:
      case FETCH:
        return around(EnterGuarded.class, LeaveGuarded.class);
      case PARAMETER:
        return around(
            takesStream(method) ? EnterStream.class : EnterParameter.class, endOfSetter(method));
      case PARAMETERS:
      case STATEMENT_SETTING:
        return around(EnterParameter.class, LeaveChange.class);
      case ASK:
        return around(LeaveAsk.class, LeaveAsk.class);
      case IS_CLOSED:
        return around(LeaveIsClosed.class, LeaveIsClosed.class);
      case PARENT:
        return around(LeaveConnection.class, LeaveConnection.class);
      case CLOSE:
        return around(AroundClose.class, AroundClose.class);
      default:
        return null;
    }
  }

  /** Whether a method that JDBC does not have is woven all the same. */
  boolean isVendors(String name) {
    return MethodCatalogue.isVendors(name)
        || MethodCatalogue.isVendorSetting(name)
        || MethodCatalogue.isVendorQuestion(name);
  }

  /** Null where the redirect is all that it needs. */
  Advice ofVendors(String name) {
    if (MethodCatalogue.isVendorQuestion(name)) {
      return null;
    }
    Class<?> enter = MethodCatalogue.isVendors(name) ? EnterVendor.class : EnterVendorSetting.class;
    return around(enter, enter);
  }

  private static boolean isFlag(JdbcMethod method) {
    Class<?>[] types = method.method.getParameterTypes();
    return types.length == 1 && types[0] == boolean.class;
  }

  private static boolean mayGiveRows(JdbcMethod method) {
    Class<?> result = method.method.getReturnType();
    return result == ResultSet.class || result == boolean.class;
  }

  private static boolean takesStream(JdbcMethod method) {
    Class<?>[] types = method.method.getParameterTypes();
    return types.length > 1 && (types[1] == InputStream.class || types[1] == Reader.class);
  }

  /** The usual setters, of an index and a value, remember both without an allocation. */
  private static Class<?> endOfSetter(JdbcMethod method) {
    Class<?>[] types = method.method.getParameterTypes();
    if (types.length != 2 || types[0] != int.class || !method.name().startsWith("set")) {
      return LeaveChange.class;
    }
    if (!types[1].isPrimitive()) {
      return LeaveReference.class;
    }
    if (types[1] == boolean.class) {
      return LeaveBoolean.class;
    }
    return types[1] == double.class || types[1] == float.class
        ? LeaveFloating.class
        : LeaveIntegral.class;
  }

  /**
   * @param enter may be the same class as {@code leave}, which then has the advice for one end only
   */
  private Advice around(Class<?> enter, Class<?> leave) {
    return cache.computeIfAbsent(
        enter.getName() + leave.getName(),
        any -> {
          Advice.WithCustomMapping advice = Advice.withCustomMapping().bind(new IdFactory());
          return enter == leave ? advice.to(enter) : advice.to(enter, leave);
        });
  }

  /** Binds {@link MethodId} to the number of the method that is being woven. */
  private final class IdFactory implements Advice.OffsetMapping.Factory<MethodId> {
    @Override
    public Class<MethodId> getAnnotationType() {
      return MethodId.class;
    }

    @Override
    public Advice.OffsetMapping make(
        ParameterDescription.InDefinedShape target,
        AnnotationDescription.Loadable<MethodId> annotation,
        AdviceType adviceType) {
      return (type, method, assigner, arguments, sort) ->
          new Advice.OffsetMapping.Target.ForStackManipulation(
              IntegerConstant.forValue(methods.of(method).id));
    }
  }
}
