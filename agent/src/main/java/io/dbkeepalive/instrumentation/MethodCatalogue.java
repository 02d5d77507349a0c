package io.dbkeepalive.instrumentation;

import static io.dbkeepalive.connection.Role.*;

import io.dbkeepalive.connection.JdbcMethod;
import io.dbkeepalive.connection.Role;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives every method of {@code Connection}, {@code Statement} and {@code DatabaseMetaData} its
 * role: the methods that this JVM's interfaces declare or inherit, the roles by name from the
 * tables below. Immutable.
 */
public final class MethodCatalogue {
  private static final Map<String, Role> CONNECTION = new HashMap<>();
  private static final Map<String, Role> STATEMENT = new HashMap<>();

  /**
   * What works past JDBC, in the transaction or on the session: of {@code
   * org.postgresql.PGConnection} (pgjdbc 42.7), {@code com.mysql.cj.jdbc.JdbcConnection}
   * (Connector/J 26.10), {@code oracle.jdbc.OracleConnection} (ojdbc), and {@code
   * org.mariadb.jdbc.Connection} (3.5), whose updatable result sets write by what they prepare so.
   */
  private static final Set<String> VENDORS =
      new HashSet<>(
          Arrays.asList(
              "getCopyAPI",
              "getLargeObjectAPI",
              "getFastpathAPI",
              "getReplicationAPI",
              "changeUser",
              "prepareInternal",
              "openProxySession"));

  /**
   * What sets something of the driver's own that stays with its object and nobody can set again: of
   * {@code org.postgresql.PGConnection} (pgjdbc 42.7).
   */
  private static final Set<String> VENDOR_SETTINGS =
      new HashSet<>(Arrays.asList("addDataType", "setAutosave"));

  /**
   * What is of use only at the physical connection of now, settings of mere speed included: of the
   * same.
   */
  private static final Set<String> VENDOR_QUESTIONS =
      new HashSet<>(
          Arrays.asList(
              "getNotifications",
              "getBackendPID",
              "cancelQuery",
              "getParameterStatus",
              "getParameterStatuses",
              "getAutosave",
              "getPrepareThreshold",
              "setPrepareThreshold",
              "getDefaultFetchSize",
              "setDefaultFetchSize"));

  static {
    role(CONNECTION, CREATE, "createStatement prepareStatement prepareCall getMetaData");
    role(CONNECTION, COMMIT, "commit");
    role(CONNECTION, ROLLBACK, "rollback");
    role(CONNECTION, SAVEPOINT, "setSavepoint releaseSavepoint rollback(Savepoint)");
    role(
        CONNECTION,
        SESSION_SETTING,
        "setAutoCommit setReadOnly setTransactionIsolation setCatalog setSchema setHoldability"
            + " setTypeMap setClientInfo setNetworkTimeout setShardingKey"
            + " setShardingKeyIfValid");
    role(
        CONNECTION,
        QUERY,
        "getCatalog getSchema getTransactionIsolation nativeSQL createBlob createClob"
            + " createNClob createSQLXML createArrayOf createStruct getClientInfo"
            + " beginRequest endRequest");
    role(CONNECTION, VALIDATE, "isValid");
    role(
        CONNECTION,
        ASK,
        "getAutoCommit isReadOnly getHoldability getTypeMap getNetworkTimeout getWarnings"
            + " clearWarnings");
    role(CONNECTION, CLOSE, "close abort");
    role(CONNECTION, IS_CLOSED, "isClosed");
    role(
        CONNECTION,
        UNWOVEN,
        "enquoteLiteral enquoteIdentifier isSimpleIdentifier enquoteNCharLiteral");

    role(STATEMENT, EXECUTE_SQL, "execute executeQuery executeUpdate executeLargeUpdate");
    role(STATEMENT, EXECUTE_BATCH, "executeBatch executeLargeBatch");
    role(
        STATEMENT,
        STATEMENT_SETTING,
        "setMaxFieldSize setMaxRows setLargeMaxRows setEscapeProcessing setQueryTimeout"
            + " setCursorName setFetchDirection setFetchSize setPoolable closeOnCompletion");
    role(STATEMENT, PARAMETERS, "clearParameters addBatch clearBatch");
    role(STATEMENT, PARAMETER, "registerOutParameter");
    role(STATEMENT, QUERY, "getMetaData getParameterMetaData");
    role(
        STATEMENT,
        ASK,
        "getMaxFieldSize getMaxRows getLargeMaxRows getQueryTimeout getFetchDirection getFetchSize"
            + " getResultSetConcurrency getResultSetType getResultSetHoldability isPoolable"
            + " isCloseOnCompletion clearWarnings");
    role(STATEMENT, WARNINGS, "getWarnings");
    role(STATEMENT, FETCH, "getMoreResults");
    role(
        STATEMENT,
        REDIRECTED,
        "getResultSet getUpdateCount getLargeUpdateCount getGeneratedKeys cancel wasNull");
    role(STATEMENT, PARENT, "getConnection");
    role(STATEMENT, CLOSE, "close");
    role(STATEMENT, IS_CLOSED, "isClosed");
    role(
        STATEMENT,
        UNWOVEN,
        "enquoteLiteral enquoteIdentifier isSimpleIdentifier enquoteNCharLiteral");
  }

  /** Made when the first class is woven. */
  static final MethodCatalogue OF_THIS_JVM = new MethodCatalogue();

  private final JdbcMethod[] methods;
  private final List<Method> withoutRole;

  public MethodCatalogue() {
    List<JdbcMethod> found = new ArrayList<>();
    List<Method> unknown = new ArrayList<>();
    for (Class<?> type : JdbcType.HANDLES) {
      for (Method method : type.getDeclaredMethods()) {
        if (Modifier.isStatic(method.getModifiers()) || method.isSynthetic()) {
          continue;
        }
        Role role = roleOf(method);
        if (role == null) {
          unknown.add(method);
        } else if (role != UNWOVEN) {
          found.add(new JdbcMethod(found.size(), method, role));
        }
      }
    }
    methods = found.toArray(new JdbcMethod[0]);
    withoutRole = Collections.unmodifiableList(unknown);
  }

  /** By {@link JdbcMethod#id}. */
  public JdbcMethod get(int id) {
    return methods[id];
  }

  /** The methods that classes of these interfaces have. */
  public List<JdbcMethod> of(List<Class<?>> interfaces) {
    List<JdbcMethod> result = new ArrayList<>();
    for (JdbcMethod method : methods) {
      if (interfaces.contains(method.method.getDeclaringClass())) {
        result.add(method);
      }
    }
    return result;
  }

  /** Whether a connection's method that JDBC does not have works past it. */
  static boolean isVendors(String name) {
    return VENDORS.contains(name);
  }

  static boolean isVendorSetting(String name) {
    return VENDOR_SETTINGS.contains(name);
  }

  /** Whether it has to reach the physical connection of now, and no more. */
  static boolean isVendorQuestion(String name) {
    return VENDOR_QUESTIONS.contains(name);
  }

  /** Methods of a Java version that the tables do not know; empty, or a defect of this agent. */
  public List<Method> withoutRole() {
    return withoutRole;
  }

  private static Role roleOf(Method method) {
    Class<?> type = method.getDeclaringClass();
    String name = method.getName();
    if (type == Wrapper.class) {
      // drivers cast; only the question is refused, by Connector/J, once the connection was lost
      return name.equals("unwrap") ? UNWOVEN : ASK;
    }
    if (type == Connection.class) {
      return name.equals("rollback") && method.getParameterCount() == 1
          ? CONNECTION.get("rollback(Savepoint)")
          : CONNECTION.get(name);
    }
    if (type == PreparedStatement.class && method.getParameterCount() == 0) {
      // executeQuery() and the like: what PreparedStatement declares without SQL
      if (STATEMENT.get(name) == EXECUTE_SQL) {
        return EXECUTE_PREPARED;
      }
    }
    if (type == PreparedStatement.class || type == CallableStatement.class) {
      if (name.startsWith("set")) {
        return PARAMETER;
      }
      if (type == CallableStatement.class && name.startsWith("get")) {
        return REDIRECTED; // an out parameter: a result of the last execution
      }
    }
    if (type == DatabaseMetaData.class) {
      return name.equals("getConnection") ? PARENT : roleInMetaData(method);
    }
    return type == Statement.class || STATEMENT.containsKey(name) ? STATEMENT.get(name) : null;
  }

  /** Rows come from the server; the rest the driver knows, or has learnt when it logged in. */
  private static Role roleInMetaData(Method method) {
    return method.getReturnType() == ResultSet.class ? CATALOGUE : ASK;
  }

  private static void role(Map<String, Role> table, Role role, String names) {
    for (String name : names.split(" ", -1)) {
      table.put(name, role);
    }
  }
}
