package io.dbkeepalive.instrumentation;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** How many bytes of code each method of a class file has. */
final class CodeSizes {
  private final DataInputStream in;
  private String[] names;

  private CodeSizes(byte[] classFile) {
    in = new DataInputStream(new ByteArrayInputStream(classFile));
  }

  /** By name and descriptor; methods without code are left out. */
  static Map<String, Integer> of(byte[] classFile) {
    try {
      return new CodeSizes(classFile).read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The JVM specification, 4.1. */
  private Map<String, Integer> read() throws IOException {
    in.skipBytes(8); // magic number, version
    readConstants();
    in.skipBytes(6); // access, this and super class
    in.skipBytes(2 * in.readUnsignedShort()); // interfaces
    Map<String, Integer> sizes = new TreeMap<>();
    readMembers(sizes); // fields have no code
    readMembers(sizes);
    return sizes;
  }

  /** Tags by 4.4. */
  private void readConstants() throws IOException {
    names = new String[in.readUnsignedShort()];
    for (int i = 1; i < names.length; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> names[i] = in.readUTF();
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
  }

  /** 4.5 and 4.6, and of the attributes 4.7.3. */
  private void readMembers(Map<String, Integer> sizes) throws IOException {
    for (int members = in.readUnsignedShort(); members > 0; members--) {
      in.skipBytes(2); // access
      String member = names[in.readUnsignedShort()] + names[in.readUnsignedShort()];
      for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
        boolean code = names[in.readUnsignedShort()].equals("Code");
        int length = in.readInt();
        if (code) {
          in.skipBytes(4); // stack, locals
          sizes.put(member, in.readInt());
          length -= 8;
        }
        in.skipBytes(length);
      }
    }
  }
}
