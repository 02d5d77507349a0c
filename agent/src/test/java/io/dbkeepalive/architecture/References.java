package io.dbkeepalive.architecture;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.Type;

/** Every class that a class file names, however it does: code, signatures, annotations. */
final class References {
  /** Class names inside descriptors and generic signatures. */
  private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([\\w$]+(?:/[\\w$]+)+)[;<]");

  private References() {}

  /** By their internal names, itself left out. */
  static Set<String> of(byte[] code) {
    ClassReader reader = new ClassReader(code);
    Set<String> names = new TreeSet<>();
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int item = 1; item < reader.getItemCount(); item++) {
      int at = reader.getItem(item);
      int tag = at == 0 ? 0 : code[at - 1];
      if (tag == 7) { // a class
        addClass(reader.readUTF8(at, buffer), names);
      } else if (tag == 1) { // a descriptor, perhaps
        Matcher matcher = IN_DESCRIPTOR.matcher(text(code, at));
        while (matcher.find()) {
          names.add(matcher.group(1));
        }
      }
      if (tag == 5 || tag == 6) {
        item++;
      }
    }
    names.remove(reader.getClassName());
    return names;
  }

  private static void addClass(String name, Set<String> names) {
    String element = name.startsWith("[") ? Type.getType(name).getElementType().getClassName() : "";
    if (!name.startsWith("[")) {
      names.add(name);
    } else if (element.contains(".")) {
      names.add(element.replace('.', '/'));
    }
  }

  /** Class names are plain, so that what is special about the encoding does not matter. */
  private static String text(byte[] code, int at) {
    int length = (code[at] & 0xff) << 8 | code[at + 1] & 0xff;
    return new String(code, at + 2, length, java.nio.charset.StandardCharsets.UTF_8);
  }
}
