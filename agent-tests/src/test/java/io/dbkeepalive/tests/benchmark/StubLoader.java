package io.dbkeepalive.tests.benchmark;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Loads abstract classes as if they were not: a JVM minds a missing method only when it is called.
 * This saves hundreds of methods that a JDBC interface wants and no benchmark calls, and leaves
 * plain classes, which a proxy is not. Public, for the classes that it loads are of another package
 * to the JVM.
 *
 * <p>Each loads one class: by its name the others find the abstract one, which a loader that has
 * met it cannot define again.
 */
public final class StubLoader extends ClassLoader {
  private static final int ACC_ABSTRACT = 0x0400;

  private StubLoader() {
    super(StubLoader.class.getClassLoader());
  }

  /**
   * @param type abstract, public, with a public constructor without parameters
   * @param seenAs what it implements: the new object's class is another one than {@code type}
   */
  public static <T> T make(Class<? extends T> type, Class<T> seenAs) {
    try {
      return seenAs.cast(new StubLoader().define(type).getConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made", e);
    }
  }

  private Class<?> define(Class<?> type) {
    String file = type.getName().replace('.', '/') + ".class";
    try (InputStream in = getResourceAsStream(file)) {
      byte[] code = in.readAllBytes();
      int access = offsetOfAccessFlags(code);
      code[access] = (byte) (code[access] & ~(ACC_ABSTRACT >> 8));
      return defineClass(type.getName(), code, 0, code.length);
    } catch (IOException e) {
      throw new UncheckedIOException(type + " cannot be read", e);
    }
  }

  /** Right behind the constant pool; tags by the JVM specification, 4.4. */
  private static int offsetOfAccessFlags(byte[] code) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(code));
    in.skipBytes(8);
    int constants = in.readUnsignedShort();
    for (int i = 1; i < constants; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> in.skipBytes(in.readUnsignedShort());
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipBytes(4);
        case 5, 6 -> {
          in.skipBytes(8);
          i++; // long and double take two places
        }
        case 7, 8, 16, 19, 20 -> in.skipBytes(2);
        case 15 -> in.skipBytes(3);
        default -> throw new IOException("unknown tag of a constant: " + tag);
      }
    }
    return code.length - in.available();
  }
}
