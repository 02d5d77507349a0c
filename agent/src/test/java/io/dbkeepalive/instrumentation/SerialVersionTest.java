package io.dbkeepalive.instrumentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import net.bytebuddy.jar.asm.ClassReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compared with what the JVM itself makes of the same classes. */
@SuppressWarnings({"unused", "serial", "ClassCanBeStatic", "InterfaceWithOnlyStatics"})
class SerialVersionTest {
  static class Empty implements Serializable {}

  public abstract static class Abstract implements Serializable {
    public abstract int size();
  }

  protected static class Protected implements Serializable {
    protected int value;
  }

  private static final class Private implements Serializable {
    private int value;
  }

  class Inner implements Serializable {
    int value;
  }

  static final class Fields implements Serializable {
    public int zulu;
    protected volatile String alpha;
    long[][] middle;
    private int kept;
    private transient int transientAndPrivate;
    private static int staticAndPrivate;
    transient Object transientOnly;
    static final String CONSTANT = "constant";
    public static List<String> shared;
  }

  static class Initialiser implements Serializable {
    static final Map<String, Integer> TABLE = Map.of("a", 1);
    static int counter;

    static {
      counter = TABLE.size();
    }
  }

  static class Constructors implements Serializable {
    Constructors() {}

    public Constructors(String text, int[] numbers) {}

    protected Constructors(Map<String, ?> map) {}

    private Constructors(long hidden) {}
  }

  static class Methods implements Serializable {
    public synchronized void run() {}

    protected final String name(Class<?> type, Map.Entry<String, int[][]> entry) {
      return type + "" + entry;
    }

    static int overloaded(int a) {
      return a;
    }

    static int overloaded(String a) {
      return a.length();
    }

    private void hidden() {}

    strictfp double exact() {
      return 0;
    }
  }

  static class Several implements Comparable<Several>, Serializable, Cloneable, Callable<String> {
    @Override
    public int compareTo(Several other) { // and a synthetic bridge
      return 0;
    }

    @Override
    public String call() {
      return "";
    }
  }

  static class Synthetic implements Serializable {
    private int value;

    Runnable lambda() {
      return () -> value++;
    }

    Comparator<String> captured(int from) {
      return (a, b) -> a.length() - from;
    }

    boolean asserted() {
      assert value > 0;
      return true;
    }
  }

  static class Child extends Several {
    int more;
  }

  static class Declared implements Serializable {
    private static final long serialVersionUID = 7;
  }

  static class NotStaticVersion implements Serializable {
    private final long serialVersionUID = 7;
  }

  static class ByTheJdk extends java.util.concurrent.locks.ReentrantLock {
    int more;
  }

  public static class ExternalOne implements java.io.Externalizable {
    @Override
    public void writeExternal(java.io.ObjectOutput out) {}

    @Override
    public void readExternal(java.io.ObjectInput in) {}
  }

  record Recorded(int value) implements Serializable {}

  static class NotSerializable {}

  @ParameterizedTest
  @ValueSource(
      classes = {
        Empty.class,
        Abstract.class,
        Protected.class,
        Private.class,
        Inner.class,
        Fields.class,
        Initialiser.class,
        Constructors.class,
        Methods.class,
        Several.class,
        Synthetic.class,
        Child.class,
        ByTheJdk.class,
        ExternalOne.class
      })
  void isTheVersionThatTheJvmComputes(Class<?> type) throws IOException {
    assertEquals(ObjectStreamClass.lookup(type).getSerialVersionUID(), keep(type));
  }

  /** Classes of others, as their compilers made them. */
  @Test
  void isTheVersionThatTheJvmComputesForDriversToo() throws Exception {
    List<String> compared = new ArrayList<>();
    for (Class<?> driver :
        List.of(com.mysql.cj.jdbc.Driver.class, org.postgresql.Driver.class, org.h2.Driver.class)) {
      for (Map.Entry<String, byte[]> each : Jars.classesOfJarOf(driver).entrySet()) {
        Class<?> type;
        Long kept;
        try {
          type = Class.forName(each.getKey(), false, driver.getClassLoader());
          if (type.isInterface() || type.isEnum()) {
            continue;
          }
          kept = SerialVersion.toKeep(new ClassReader(each.getValue()), type.getClassLoader());
        } catch (LinkageError | IOException optional) {
          continue; // a class of an optional dependency that is not here
        }
        if (kept != null) {
          assertEquals(ObjectStreamClass.lookup(type).getSerialVersionUID(), kept, each.getKey());
          compared.add(each.getKey());
        }
      }
    }
    assertTrue(compared.size() >= 10, () -> "only " + compared);
  }

  @Test
  void declaredVersionStaysWithTheClass() throws IOException {
    assertNull(keep(Declared.class));
  }

  /** There cannot be two fields of that name; and the JVM leaves this one out of account. */
  @Test
  void fieldOfThatNameIsLeftAlone() throws IOException {
    assertNull(keep(NotStaticVersion.class));
  }

  @Test
  void recordsHaveAFixedOne() throws IOException {
    assertEquals(0, ObjectStreamClass.lookup(Recorded.class).getSerialVersionUID());
    assertNull(keep(Recorded.class));
  }

  @Test
  void classThatIsNotSerializableHasNone() throws IOException {
    assertNull(keep(NotSerializable.class));
    assertNull(keep(SerialVersionTest.class));
  }

  @Test
  void proxiesHaveAFixedOne() throws IOException {
    byte[] proxy = Stubs.proxyClass("stub.SerialProxy", "java/io/Serializable");

    assertNull(SerialVersion.toKeep(new ClassReader(proxy), getClass().getClassLoader()));
    Class<?> real =
        Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Serializable.class}, (p, m, a) -> null)
            .getClass();
    assertEquals(0, ObjectStreamClass.lookup(real).getSerialVersionUID());
  }

  private static Long keep(Class<?> type) throws IOException {
    return SerialVersion.toKeep(new ClassReader(Jars.classFile(type)), type.getClassLoader());
  }
}
