package io.dbkeepalive.instrumentation.weaving;

import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;

/**
 * How many local variables each method of a class file has: what a visitor is told last, and woven
 * code has to know first. By the JVM specification, 4.1 and 4.5 to 4.7.3.
 */
final class LocalVariables {
  private final ClassReader code;
  private final char[] buffer;
  private final Map<String, Integer> counts = new HashMap<>();
  private int at;

  private LocalVariables(ClassReader code) {
    this.code = code;
    this.buffer = new char[code.getMaxStringLength()];
  }

  /** By name and descriptor; methods without code are left out. */
  static Map<String, Integer> of(ClassReader code) {
    LocalVariables reading = new LocalVariables(code);
    int behindClassNames = code.header + 6; // access, class, superclass
    reading.at = behindClassNames + 2 + 2 * code.readUnsignedShort(behindClassNames); // interfaces
    reading.readMembers(); // fields, which have no code
    reading.readMembers();
    return reading.counts;
  }

  private void readMembers() {
    int members = next();
    for (int i = 0; i < members; i++) {
      next(); // access
      String member = nextString() + nextString();
      int attributes = next();
      for (int j = 0; j < attributes; j++) {
        boolean isCode = nextString().equals("Code");
        int length = code.readInt(at);
        at += 4;
        if (isCode) {
          counts.put(member, code.readUnsignedShort(at + 2)); // behind the stack's size
        }
        at += length;
      }
    }
  }

  private int next() {
    at += 2;
    return code.readUnsignedShort(at - 2);
  }

  private String nextString() {
    at += 2;
    return code.readUTF8(at - 2, buffer);
  }
}
