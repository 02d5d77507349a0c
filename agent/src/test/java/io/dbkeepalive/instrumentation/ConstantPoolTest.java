package io.dbkeepalive.instrumentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConstantPoolTest {
  @Test
  void agreesWithANaiveSearchOnClassesOfTheJdkAndOfDrivers() throws IOException {
    compare(Jars.classesOfJdk("java.sql", "java/sql"), 50);
    compare(Jars.classesOfJdk("java.base", "java/lang"), 0);
    compare(Jars.classesOfJdk("java.base", "java/util"), 0);
    compare(Jars.classesOfJarOf(org.h2.Driver.class), 100);
    compare(Jars.classesOfJarOf(org.postgresql.Driver.class), 100);
    compare(Jars.classesOfJarOf(com.mysql.cj.jdbc.Driver.class), 100);
    compare(Jars.classesOfJarOf(org.mariadb.jdbc.Driver.class), 50);
  }

  private static void compare(Map<String, byte[]> classes, int atLeast) throws IOException {
    int naming = 0;
    for (Map.Entry<String, byte[]> each : classes.entrySet()) {
      boolean expected = naive(each.getValue());
      assertEquals(expected, ConstantPool.namesJdbc(each.getValue()), each::getKey);
      naming += expected ? 1 : 0;
    }
    assertTrue(classes.size() >= 50 && naming >= atLeast, naming + " of " + classes.size());
  }

  /** The same question, by the library for reading such things. */
  private static boolean naive(byte[] code) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(code));
    in.readInt();
    in.readInt();
    int count = in.readUnsignedShort();
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      if (tag == 1) {
        String text = in.readUTF();
        if (text.contains("java/sql/") || text.contains("javax/sql/")) {
          return true;
        }
      } else if (tag == 5 || tag == 6) {
        in.readLong();
        i++;
      } else {
        in.skipBytes(tag == 15 ? 3 : tag == 7 || tag == 8 || tag == 16 || tag > 18 ? 2 : 4);
      }
    }
    return false;
  }

  @ParameterizedTest
  @CsvSource({
    "java/sql/Connection, true",
    "javax/sql/DataSource, true",
    "java/sql/, true",
    "javax/sql/, true",
    "(Ljava/sql/Driver;)V, true",
    "[Ljava/sql/Blob;, true",
    "jakarta/java/sql/x, true",
    "java/sql, false",
    "java.sql.Connection, false",
    "ava/sql/Connection, false",
    "javas/sql/Connection, false",
    "java/sqlx/Connection, false",
    "javay/sql/Connection, false",
    "/sql/, false",
    "java/sqljava/sq, false"
  })
  void constantHasToNameAPackageOfJdbc(String constant, boolean expected) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, "A", null, "java/lang/Object", null);
    writer.newConst(1L); // takes two places
    writer.newConst(2.0);
    writer.newConst(3);
    writer.newUTF8(constant);
    writer.visitEnd();

    assertEquals(expected, ConstantPool.namesJdbc(writer.toByteArray()));
  }

  @Test
  void truncatedClassFileNeverThrows() {
    byte[] whole = Jars.classFile(Connection.class);
    assertTrue(ConstantPool.namesJdbc(whole));
    byte[] none = Jars.classFile(String.class);
    for (int length = 0; length < Math.min(4_000, none.length); length++) {
      assertFalse(ConstantPool.namesJdbc(Arrays.copyOf(none, length)));
    }
    for (int length = 0; length < whole.length; length++) {
      ConstantPool.namesJdbc(Arrays.copyOf(whole, length));
    }
  }

  @Test
  void garbageNeverThrows() {
    Random random = new Random(20_261_120);
    byte[] whole = Jars.classFile(Connection.class);
    for (int i = 0; i < 20_000; i++) {
      byte[] garbage = new byte[random.nextInt(200)];
      random.nextBytes(garbage);
      ConstantPool.namesJdbc(garbage);
      byte[] damaged = Arrays.copyOf(whole, 2_000);
      for (int n = 0; n < 5; n++) {
        damaged[8 + random.nextInt(1_992)] = (byte) random.nextInt();
      }
      ConstantPool.namesJdbc(damaged);
    }
  }

  @Test
  void unknownKindOfConstantIsNoClassFileOfOurs() {
    byte[] code = Jars.classFile(Connection.class);
    code[10] = 2;
    assertFalse(ConstantPool.namesJdbc(code));
    code[10] = -1;
    assertFalse(ConstantPool.namesJdbc(code));
  }
}
