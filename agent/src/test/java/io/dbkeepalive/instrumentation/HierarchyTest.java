package io.dbkeepalive.instrumentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import net.bytebuddy.jar.asm.ClassReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HierarchyTest {
  private final Hierarchy hierarchy = new Hierarchy();

  @ParameterizedTest
  @CsvSource({
    "org.h2.jdbc.JdbcConnection, CONNECTION",
    "org.h2.jdbc.JdbcStatement, STATEMENT",
    "org.h2.jdbc.JdbcCallableStatement, STATEMENT PREPARED_STATEMENT CALLABLE_STATEMENT",
    "org.h2.Driver, DRIVER",
    "org.h2.jdbcx.JdbcDataSource, DATA_SOURCE",
    "org.h2.jdbc.JdbcResultSet, RESULT_SET",
    "org.h2.jdbc.JdbcDatabaseMetaData, META_DATA",
    "org.h2.jdbc.JdbcSavepoint, ",
    "org.h2.command.Parser, ",
    "org.postgresql.jdbc.PgConnection, CONNECTION",
    "com.mysql.cj.jdbc.ClientPreparedStatement, STATEMENT PREPARED_STATEMENT",
    "com.mysql.cj.jdbc.MysqlXADataSource, DATA_SOURCE",
    "com.mysql.cj.jdbc.result.ResultSetImpl, RESULT_SET",
    "java.lang.String, "
  })
  void typesAreTheInterfacesThatItComesFrom(Class<?> type, String expected) throws IOException {
    Set<JdbcType> types =
        hierarchy.typesOf(new ClassReader(Jars.classFile(type)), getClass().getClassLoader());

    String found = types.stream().map(JdbcType::name).collect(Collectors.joining(" "));
    assertEquals(expected == null ? "" : expected, found);
  }

  @Test
  void classCanBeSeveral() throws IOException {
    byte[] both =
        Stubs.emptyClass("A", "java/lang/Object", "java/sql/Driver", "javax/sql/DataSource");

    assertEquals(
        EnumSet.of(JdbcType.DRIVER, JdbcType.DATA_SOURCE),
        hierarchy.typesOf(new ClassReader(both), getClass().getClassLoader()));
  }

  @Test
  void handleIsInheritedOnlyFromAHandle() throws IOException {
    ClassLoader loader = getClass().getClassLoader();

    assertFalse(inherits(org.h2.jdbc.JdbcStatement.class, loader), "it is the topmost");
    assertTrue(inherits(org.h2.jdbc.JdbcPreparedStatement.class, loader));
    assertTrue(inherits(org.h2.jdbc.JdbcCallableStatement.class, loader));
    assertFalse(inherits(org.h2.jdbc.JdbcConnection.class, loader));
  }

  private boolean inherits(Class<?> type, ClassLoader loader) throws IOException {
    return hierarchy.inheritsHandle(new ClassReader(Jars.classFile(type)), loader);
  }

  @Test
  void eachLoaderHasItsOwnClasses() throws IOException {
    WeavingLoader one =
        new WeavingLoader(null)
            .with("p.P", Stubs.emptyClass("p.P", "java/lang/Object", "java/sql/Connection"));
    WeavingLoader two =
        new WeavingLoader(null).with("p.P", Stubs.emptyClass("p.P", "java/lang/Object"));
    ClassReader child = new ClassReader(Stubs.emptyClass("p.Q", "p/P"));

    assertEquals(EnumSet.of(JdbcType.CONNECTION), hierarchy.typesOf(child, one));
    assertEquals(Set.of(), hierarchy.typesOf(child, two));
  }

  @Test
  void nothingIsLoaded() throws IOException {
    WeavingLoader loader =
        new WeavingLoader(null) // its class file could not even be defined
            .with("p.P", Stubs.emptyClass("p.Other", "java/lang/Object", "java/sql/Statement"));
    ClassReader child = new ClassReader(Stubs.emptyClass("p.Q", "p/P"));

    assertEquals(EnumSet.of(JdbcType.STATEMENT), hierarchy.typesOf(child, loader));
  }

  @Test
  void unreadableParentIsNamed() {
    ClassReader child = new ClassReader(Stubs.emptyClass("p.Q", "p/Missing", "java/sql/Driver"));

    IOException e =
        assertThrows(
            IOException.class, () -> hierarchy.typesOf(child, getClass().getClassLoader()));

    assertTrue(e.getMessage().contains("p.Missing"), e.getMessage());
    assertNull(e.getCause());
  }
}
