package io.dbkeepalive.instrumentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.connection.JdbcMethod;
import io.dbkeepalive.connection.Role;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MethodCatalogueTest {
  private final MethodCatalogue catalogue = new MethodCatalogue();

  @Test
  void everyMethodOfThisJvmHasARole() {
    assertEquals(
        List.of(),
        catalogue.withoutRole(),
        "Java " + Runtime.version() + " has JDBC methods that the catalogue does not know");
  }

  @Test
  void catalogueIsCompleteButForWhatIsNeverWoven() {
    Set<String> missing = new TreeSet<>();
    for (Class<?> type : JdbcType.HANDLES) {
      for (Method method : type.getDeclaredMethods()) {
        if (!Modifier.isStatic(method.getModifiers()) && find(method) == null) {
          missing.add(method.getName());
        }
      }
    }
    missing.removeAll(
        Set.of(
            "enquoteLiteral",
            "enquoteIdentifier",
            "isSimpleIdentifier",
            "enquoteNCharLiteral",
            "unwrap"));

    assertEquals(Set.of(), missing);
  }

  @Test
  void methodsOfObjectAreLeftAlone() {
    for (JdbcMethod method : catalogue.of(JdbcType.HANDLES)) {
      assertTrue(
          JdbcType.HANDLES.contains(method.method.getDeclaringClass())
              && !Set.of("equals", "hashCode", "toString").contains(method.name()),
          method::toString);
    }
  }

  @Test
  void numbersAreThePlacesInTheCatalogue() {
    List<JdbcMethod> all = catalogue.of(JdbcType.HANDLES);
    for (int i = 0; i < all.size(); i++) {
      assertEquals(i, all.get(i).id);
      assertSame(all.get(i), catalogue.get(i));
    }
  }

  @Test
  void methodsOfOneInterfaceAreThoseItDeclares() {
    for (JdbcMethod method : catalogue.of(List.of(PreparedStatement.class))) {
      assertSame(PreparedStatement.class, method.method.getDeclaringClass());
    }
    assertTrue(catalogue.of(List.of()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "Connection, createStatement, 0, CREATE",
    "Connection, createStatement, 3, CREATE",
    "Connection, prepareStatement, 2, CREATE",
    "Connection, prepareCall, 1, CREATE",
    "Connection, commit, 0, COMMIT",
    "Connection, rollback, 0, ROLLBACK",
    "Connection, rollback, 1, SAVEPOINT",
    "Connection, setSavepoint, 0, SAVEPOINT",
    "Connection, setAutoCommit, 1, SESSION_SETTING",
    "Connection, setNetworkTimeout, 2, SESSION_SETTING",
    "Connection, setClientInfo, 2, SESSION_SETTING",
    "Connection, isValid, 1, VALIDATE",
    "Connection, getMetaData, 0, CREATE",
    "Connection, getAutoCommit, 0, ASK",
    "Wrapper, isWrapperFor, 1, ASK",
    "Connection, close, 0, CLOSE",
    "Connection, abort, 1, CLOSE",
    "Connection, isClosed, 0, IS_CLOSED",
    "Statement, execute, 1, EXECUTE_SQL",
    "Statement, executeQuery, 1, EXECUTE_SQL",
    "Statement, executeUpdate, 2, EXECUTE_SQL",
    "Statement, executeLargeUpdate, 1, EXECUTE_SQL",
    "Statement, executeBatch, 0, EXECUTE_BATCH",
    "Statement, executeLargeBatch, 0, EXECUTE_BATCH",
    "Statement, addBatch, 1, PARAMETERS",
    "Statement, clearBatch, 0, PARAMETERS",
    "Statement, setFetchSize, 1, STATEMENT_SETTING",
    "Statement, setQueryTimeout, 1, STATEMENT_SETTING",
    "Statement, closeOnCompletion, 0, STATEMENT_SETTING",
    "Statement, getMoreResults, 0, FETCH",
    "Statement, getMoreResults, 1, FETCH",
    "Statement, cancel, 0, REDIRECTED",
    "Statement, getResultSet, 0, REDIRECTED",
    "Statement, getConnection, 0, PARENT",
    "Statement, getFetchSize, 0, ASK",
    "Statement, close, 0, CLOSE",
    "Statement, isClosed, 0, IS_CLOSED",
    "PreparedStatement, execute, 0, EXECUTE_PREPARED",
    "PreparedStatement, executeQuery, 0, EXECUTE_PREPARED",
    "PreparedStatement, executeUpdate, 0, EXECUTE_PREPARED",
    "PreparedStatement, executeLargeUpdate, 0, EXECUTE_PREPARED",
    "PreparedStatement, setInt, 2, PARAMETER",
    "PreparedStatement, setNull, 3, PARAMETER",
    "PreparedStatement, setBinaryStream, 3, PARAMETER",
    "PreparedStatement, addBatch, 0, PARAMETERS",
    "PreparedStatement, clearParameters, 0, PARAMETERS",
    "PreparedStatement, getMetaData, 0, QUERY",
    "PreparedStatement, getParameterMetaData, 0, QUERY",
    "CallableStatement, registerOutParameter, 2, PARAMETER",
    "CallableStatement, setString, 2, PARAMETER",
    "CallableStatement, getString, 1, REDIRECTED",
    "CallableStatement, wasNull, 0, REDIRECTED",
    "DatabaseMetaData, getTables, 4, CATALOGUE",
    "DatabaseMetaData, getURL, 0, ASK",
    "DatabaseMetaData, supportsTransactions, 0, ASK",
    "DatabaseMetaData, getConnection, 0, PARENT"
  })
  void rolesByExample(String type, String name, int parameters, Role role) {
    List<JdbcMethod> found = new ArrayList<>();
    for (JdbcMethod method : catalogue.of(List.of(interfaceNamed(type)))) {
      if (method.name().equals(name) && method.method.getParameterCount() == parameters) {
        found.add(method);
      }
    }

    assertTrue(!found.isEmpty(), "no such method");
    found.forEach(method -> assertEquals(role, method.role, method.method::toString));
  }

  @Test
  void whatSendsSqlHoldsTheGuard() {
    for (JdbcMethod method : catalogue.of(JdbcType.HANDLES)) {
      if (method.name().startsWith("execute")) {
        assertTrue(method.role.executes() && method.role.guarded, method.method::toString);
      }
    }
  }

  @Test
  void everyRoleHasItsAdvice() {
    for (JdbcMethod method : catalogue.of(JdbcType.HANDLES)) {
      if (method.role != Role.REDIRECTED) {
        assertNotNull(AdviceByRole.of(method), method.method::toString);
      }
    }
  }

  private static Class<?> interfaceNamed(String name) {
    return JdbcType.HANDLES.stream()
        .filter(type -> type.getSimpleName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private JdbcMethod find(Method method) {
    return catalogue.of(JdbcType.HANDLES).stream()
        .filter(known -> known.method.equals(method))
        .findFirst()
        .orElse(null);
  }
}
