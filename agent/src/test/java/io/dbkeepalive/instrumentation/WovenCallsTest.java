package io.dbkeepalive.instrumentation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dbkeepalive.bootstrap.Dispatch;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.Test;

/** Woven code names what it calls, and no compiler looks whether it is there. */
class WovenCallsTest {
  @Test
  void allThatIsCalledIsThereAndAllThatIsThereIsCalled() throws IOException {
    Weaver weaver = new Weaver(MethodCatalogue.OF_THIS_JVM);
    Set<JdbcType> none = EnumSet.noneOf(JdbcType.class);
    Set<String> called = new TreeSet<>();
    for (JdbcType type : JdbcType.values()) {
      Set<JdbcType> types = withParents(type);
      Set<JdbcType> lent = EnumSet.copyOf(types);
      lent.retainAll(EnumSet.of(JdbcType.CONNECTION, JdbcType.DATA_SOURCE));
      collect(weaver.weave(exampleOf(type), types, null, lent), called);
    }
    ClassReader vendors = new ClassReader(Jars.classFile(org.postgresql.jdbc.PgConnection.class));
    collect(weaver.weave(vendors, EnumSet.of(JdbcType.CONNECTION), null, none), called);
    collect(weaver.weaveWatched(exampleOf(JdbcType.CONNECTION)), called);

    Set<String> there = new TreeSet<>();
    for (Method method : Dispatch.class.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers())) {
        there.add(method.getName() + Type.getMethodDescriptor(method));
      }
    }
    assertEquals(there, called);
  }

  private static Set<JdbcType> withParents(JdbcType type) {
    boolean prepared = type == JdbcType.PREPARED_STATEMENT || type == JdbcType.CALLABLE_STATEMENT;
    return prepared ? EnumSet.range(JdbcType.STATEMENT, type) : EnumSet.of(type);
  }

  private static ClassReader exampleOf(JdbcType type) {
    return new ClassReader(Jars.classFile(classOf(type)));
  }

  private static Class<?> classOf(JdbcType type) {
    switch (type) {
      case CONNECTION:
        return org.h2.jdbc.JdbcConnection.class;
      case STATEMENT:
        return org.h2.jdbc.JdbcStatement.class;
      case PREPARED_STATEMENT:
        return org.h2.jdbc.JdbcPreparedStatement.class;
      case CALLABLE_STATEMENT:
        return org.h2.jdbc.JdbcCallableStatement.class;
      case DRIVER:
        return org.h2.Driver.class;
      case DATA_SOURCE:
        return org.h2.jdbcx.JdbcDataSource.class;
      case RESULT_SET:
        return org.h2.jdbc.JdbcResultSet.class;
      case META_DATA:
        return org.h2.jdbc.JdbcDatabaseMetaData.class;
      default:
        throw new AssertionError("no example of " + type);
    }
  }

  private static void collect(byte[] code, Set<String> called) {
    new ClassReader(code)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitMethodInsn(
                      int opcode, String owner, String method, String type, boolean isInterface) {
                    if (owner.equals(Type.getInternalName(Dispatch.class))) {
                      called.add(method + type);
                    }
                  }
                };
              }
            },
            0);
  }
}
