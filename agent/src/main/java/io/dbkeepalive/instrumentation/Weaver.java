package io.dbkeepalive.instrumentation;

import static io.dbkeepalive.instrumentation.weaving.Operand.ARGUMENTS;
import static io.dbkeepalive.instrumentation.weaving.Operand.FIRST_STRING;
import static io.dbkeepalive.instrumentation.weaving.Operand.NAME;
import static io.dbkeepalive.instrumentation.weaving.Operand.SECOND_OBJECT;
import static io.dbkeepalive.instrumentation.weaving.Operand.SELF;
import static io.dbkeepalive.instrumentation.weaving.Operand.TOKEN;

import io.dbkeepalive.connection.JdbcMethod;
import io.dbkeepalive.instrumentation.weaving.Advice;
import io.dbkeepalive.instrumentation.weaving.Call;
import io.dbkeepalive.instrumentation.weaving.HandleField;
import io.dbkeepalive.instrumentation.weaving.Layer;
import io.dbkeepalive.instrumentation.weaving.Layers;
import io.dbkeepalive.instrumentation.weaving.WovenClass;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;

/** Decides what is woven into which method of a class. Thread-safe. */
final class Weaver {
  private static final Set<String> OPENING =
      names("getConnection", "getXAConnection", "getPooledConnection");

  /** One of these is called by whoever uses a connection, pools included. */
  private static final Set<String> USING =
      names(
          "createStatement",
          "prepareStatement",
          "prepareCall",
          "commit",
          "rollback",
          "setAutoCommit",
          "isValid");

  private static final Set<String> ENDING = names("close", "abort");

  private static final String URL_AND_PROPERTIES = "(Ljava/lang/String;Ljava/util/Properties;)";

  /** A data source opens a connection. */
  private static final Advice OPENS =
      Advice.around(
          Call.giving(TOKEN, "opening", SELF, NAME),
          Call.ofResult("opened", TOKEN, SELF, ARGUMENTS),
          Call.ofThrown("notOpened", TOKEN, SELF, ARGUMENTS));

  /** A driver does: the properties may be replaced by others. */
  private static final Advice CONNECTS =
      Advice.around(
              Call.giving(TOKEN, "opening", SELF, NAME, FIRST_STRING),
              Call.ofResult("opened", TOKEN, SELF, ARGUMENTS),
              Call.ofThrown("notOpened", TOKEN, SELF, ARGUMENTS))
          .replacingLastArgument(
              Call.giving(TOKEN, "connectWith", SELF, FIRST_STRING, SECOND_OBJECT));

  /** A data source hands out a connection; woven only if somebody watches for leaks. */
  private static final Advice BORROWS =
      Advice.around(
          Call.giving(TOKEN, "borrowing", SELF),
          Call.ofResult("borrowed", TOKEN, SELF),
          Call.ofThrown("notBorrowed", TOKEN, SELF));

  /** A connection, or its wrapper, is closed; the same. */
  private static final Advice RETURNS = Advice.before(Call.of("returned", SELF));

  /** For connections that are only watched, whose classes were there before the agent. */
  private static final Advice USES = Advice.before(Call.of("used", SELF));

  private static final Advice ENDS = Advice.before(Call.of("ended", SELF));

  /** For result sets: answers with the object that the application holds. */
  private static final Advice OWNER = Advice.around(null, Call.replacingObject("handleOf"), null);

  private final WovenMethods connectionMethods;
  private final WovenMethods statementMethods;
  private final WovenMethods metaDataMethods;

  Weaver(MethodCatalogue catalogue) {
    connectionMethods = methods(catalogue, Connection.class);
    statementMethods =
        methods(catalogue, Statement.class, PreparedStatement.class, CallableStatement.class);
    metaDataMethods = methods(catalogue, DatabaseMetaData.class);
  }

  private static WovenMethods methods(MethodCatalogue catalogue, Class<?>... interfaces) {
    List<Class<?>> all = new ArrayList<>(Arrays.asList(interfaces));
    all.add(Wrapper.class);
    return new WovenMethods(catalogue, all);
  }

  private static Set<String> names(String... names) {
    return Collections.unmodifiableSet(new HashSet<>(Arrays.asList(names)));
  }

  /**
   * @param types what the class is
   * @param field adds the field, null where the class inherits it or is no handle
   * @param lent of the types, those that are to be watched for leaks
   * @return the new class file
   */
  byte[] weave(ClassReader code, Set<JdbcType> types, HandleField field, Set<JdbcType> lent) {
    return WovenClass.of(code, new OfClass(types, lent), field);
  }

  /**
   * A class of connections that is there already, so that can get no field.
   *
   * @return the new class file
   */
  byte[] weaveWatched(ClassReader code) {
    return WovenClass.of(code, new OfWatched(), null);
  }

  /** Null for nothing. */
  private Layer layer(JdbcType type, Set<JdbcType> types, String method, String descriptor) {
    switch (type) {
      case CONNECTION:
        return handleLayer(connectionMethods, types, method, descriptor);
      case STATEMENT:
        return handleLayer(statementMethods, types, method, descriptor);
      case META_DATA:
        return handleLayer(metaDataMethods, types, method, descriptor);
      case DRIVER:
        return method.equals("connect") && descriptor.startsWith(URL_AND_PROPERTIES)
            ? Layer.of(CONNECTS)
            : null;
      case DATA_SOURCE:
        return OPENING.contains(method) ? Layer.of(OPENS) : null;
      case RESULT_SET:
        return method.equals("getStatement") && descriptor.contains(")L") ? Layer.of(OWNER) : null;
      default:
        return null; // woven as the STATEMENT that it is
    }
  }

  private static Layer handleLayer(
      WovenMethods methods, Set<JdbcType> types, String name, String descriptor) {
    JdbcMethod jdbc = methods.of(name, descriptor);
    if (jdbc != null && isOf(jdbc.method.getDeclaringClass(), types)) {
      return Layer.ofJdbc(jdbc.method, jdbc.id, AdviceByRole.of(jdbc));
    }
    return AdviceByRole.isVendors(name) ? Layer.ofVendors(AdviceByRole.ofVendors(name)) : null;
  }

  /** Whether the class has an interface: it may have the like of a method without it. */
  private static boolean isOf(Class<?> declaring, Set<JdbcType> types) {
    if (declaring == PreparedStatement.class) {
      return types.contains(JdbcType.PREPARED_STATEMENT);
    }
    return declaring != CallableStatement.class || types.contains(JdbcType.CALLABLE_STATEMENT);
  }

  /** Null for nothing. */
  private static Layer leakLayer(JdbcType type, String method) {
    if (type == JdbcType.CONNECTION) {
      return ENDING.contains(method) ? Layer.of(RETURNS) : null;
    }
    return method.equals("getConnection") ? Layer.of(BORROWS) : null;
  }

  /** What watches for leaks is next to the driver's code. */
  private final class OfClass implements Layers {
    private final Set<JdbcType> types;
    private final Set<JdbcType> lent;

    OfClass(Set<JdbcType> types, Set<JdbcType> lent) {
      this.types = types;
      this.lent = lent;
    }

    @Override
    public List<Layer> of(String method, String descriptor) {
      List<Layer> layers = new ArrayList<>(1);
      for (JdbcType type : types) {
        addTo(layers, layer(type, types, method, descriptor));
      }
      for (JdbcType type : lent) {
        addTo(layers, leakLayer(type, method));
      }
      return layers;
    }

    private void addTo(List<Layer> layers, Layer layer) {
      if (layer != null) {
        layers.add(layer);
      }
    }
  }

  private static final class OfWatched implements Layers {
    @Override
    public List<Layer> of(String method, String descriptor) {
      if (USING.contains(method)) {
        return Collections.singletonList(Layer.of(USES));
      }
      return ENDING.contains(method)
          ? Collections.singletonList(Layer.of(ENDS))
          : Collections.<Layer>emptyList();
    }
  }
}
