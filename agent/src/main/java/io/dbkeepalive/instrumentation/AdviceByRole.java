package io.dbkeepalive.instrumentation;

import static io.dbkeepalive.instrumentation.weaving.Operand.ARGUMENTS;
import static io.dbkeepalive.instrumentation.weaving.Operand.FIRST_FLAG;
import static io.dbkeepalive.instrumentation.weaving.Operand.FIRST_INT;
import static io.dbkeepalive.instrumentation.weaving.Operand.FIRST_STRING;
import static io.dbkeepalive.instrumentation.weaving.Operand.METHOD;
import static io.dbkeepalive.instrumentation.weaving.Operand.OUTERMOST;
import static io.dbkeepalive.instrumentation.weaving.Operand.SECOND_DOUBLE;
import static io.dbkeepalive.instrumentation.weaving.Operand.SECOND_FLAG;
import static io.dbkeepalive.instrumentation.weaving.Operand.SECOND_LONG;
import static io.dbkeepalive.instrumentation.weaving.Operand.SECOND_OBJECT;
import static io.dbkeepalive.instrumentation.weaving.Operand.SELF;
import static io.dbkeepalive.instrumentation.weaving.Operand.TOKEN;

import io.dbkeepalive.connection.JdbcMethod;
import io.dbkeepalive.instrumentation.weaving.Advice;
import io.dbkeepalive.instrumentation.weaving.Call;
import java.io.InputStream;
import java.io.Reader;
import java.sql.ResultSet;

/**
 * The advice for handles' methods, by their role. A newcomer starts here: each line names what is
 * called in {@code Dispatch}, and with what. Immutable.
 */
final class AdviceByRole {
  private static final Call ENTER = Call.giving(TOKEN, "enter", SELF, METHOD);
  private static final Call RECOVER = Call.ofThrown("recover", SELF, METHOD, TOKEN, ARGUMENTS);

  /** What may send: takes the guard, or a detour. */
  private static final Advice GUARDED = guarded(Call.of("leave", SELF, METHOD, TOKEN));

  private static final Advice QUERY =
      guarded(Call.ofResult("executed", SELF, METHOD, TOKEN, FIRST_STRING));

  /** What it returns is not looked at, nor boxed. */
  private static final Advice UPDATE =
      guarded(Call.of("executed", SELF, METHOD, TOKEN, FIRST_STRING));

  /** What is to be made again on the next physical connection. */
  private static final Advice KEPT = guarded(Call.ofResult("done", SELF, METHOD, TOKEN, ARGUMENTS));

  /** The same for what is either on or off, without an allocation. */
  private static final Advice FLAG = guarded(Call.of("flag", SELF, METHOD, TOKEN, FIRST_FLAG));

  private static final Call ENTER_SETTER = Call.giving(OUTERMOST, "enterParameter", SELF);

  /** Some drivers read a stream at once. */
  private static final Call ENTER_STREAM =
      Call.giving(OUTERMOST, "enterStream", SELF, SECOND_OBJECT);

  private static final Call SET_OBJECT =
      Call.of("parameter", SELF, METHOD, OUTERMOST, FIRST_INT, SECOND_OBJECT);
  private static final Call SET_FLAG =
      Call.of("parameter", SELF, METHOD, OUTERMOST, FIRST_INT, SECOND_FLAG);
  private static final Call SET_LONG =
      Call.of("parameter", SELF, METHOD, OUTERMOST, FIRST_INT, SECOND_LONG);
  private static final Call SET_DOUBLE =
      Call.of("parameter", SELF, METHOD, OUTERMOST, FIRST_INT, SECOND_DOUBLE);
  private static final Call CHANGED = Call.of("changed", SELF, METHOD, OUTERMOST, ARGUMENTS);

  /** What sends nothing, but changes what the next execution does. */
  private static final Advice CHANGE = setter(ENTER_SETTER, CHANGED);

  /** What the driver answers itself, unless the connection was lost. */
  private static final Advice ASK =
      Advice.around(null, null, Call.ofThrown("ask", SELF, METHOD, ARGUMENTS));

  /** A lost connection is not one that the application closed. */
  private static final Advice IS_CLOSED =
      Advice.around(null, Call.replacingFlag("isClosed", SELF), null);

  /** Answers with the connection that the application holds. */
  private static final Advice PARENT =
      Advice.around(
          null, Call.replacingObject("connectionOf", SELF), Call.ofThrown("connectionOf", SELF));

  private static final Advice CLOSE =
      Advice.around(
          Call.giving(OUTERMOST, "closing", SELF),
          Call.of("closed", SELF, OUTERMOST),
          Call.ofThrown("closed", SELF, OUTERMOST));

  /** The application takes an interface of the driver's own, to work behind JDBC. */
  private static final Advice VENDORS = Advice.before(Call.of("vendor", SELF));

  private static final Advice VENDOR_SETTING = Advice.before(Call.of("vendorSetting", SELF));

  private AdviceByRole() {}

  private static Advice guarded(Call leave) {
    return Advice.guarding(ENTER, leave, RECOVER);
  }

  private static Advice setter(Call enter, Call leave) {
    return Advice.around(
        enter, leave, Call.ofThrown("recoverSetter", SELF, METHOD, OUTERMOST, ARGUMENTS));
  }

  /** Null where the redirect is all that the method needs. */
  static Advice of(JdbcMethod method) {
    switch (method.role) {
      case EXECUTE_SQL:
      case EXECUTE_PREPARED:
      case EXECUTE_BATCH:
        return mayGiveRows(method) ? QUERY : UPDATE;
      case CREATE:
        return KEPT;
      case SESSION_SETTING:
        return isFlag(method) ? FLAG : KEPT;
      case COMMIT:
      case ROLLBACK:
      case SAVEPOINT:
      case QUERY:
      case CATALOGUE:
      case VALIDATE:
      case WARNINGS:
      case FETCH:
        return GUARDED;
      case PARAMETER:
        return setter(takesStream(method) ? ENTER_STREAM : ENTER_SETTER, endOfSetter(method));
      case PARAMETERS:
      case STATEMENT_SETTING:
        return CHANGE;
      case ASK:
        return ASK;
      case IS_CLOSED:
        return IS_CLOSED;
      case PARENT:
        return PARENT;
      case CLOSE:
        return CLOSE;
      default:
        return null;
    }
  }

  /** Whether a method that JDBC does not have is woven all the same. */
  static boolean isVendors(String name) {
    return MethodCatalogue.isVendors(name)
        || MethodCatalogue.isVendorSetting(name)
        || MethodCatalogue.isVendorQuestion(name);
  }

  /** Null where the redirect is all that it needs. */
  static Advice ofVendors(String name) {
    if (MethodCatalogue.isVendorQuestion(name)) {
      return null;
    }
    return MethodCatalogue.isVendors(name) ? VENDORS : VENDOR_SETTING;
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
  private static Call endOfSetter(JdbcMethod method) {
    Class<?>[] types = method.method.getParameterTypes();
    if (types.length != 2 || types[0] != int.class || !method.name().startsWith("set")) {
      return CHANGED;
    }
    if (!types[1].isPrimitive()) {
      return SET_OBJECT;
    }
    if (types[1] == boolean.class) {
      return SET_FLAG;
    }
    return types[1] == double.class || types[1] == float.class ? SET_DOUBLE : SET_LONG;
  }
}
