package io.dbkeepalive.instrumentation.weaving;

import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Writes a class anew with what is woven into its methods. All else is copied as it is, unread: no
 * other class is looked up, so none is loaded.
 */
public final class WovenClass extends ClassVisitor {
  private static final int WOVEN = Opcodes.ACC_PUBLIC;
  private static final int NOT_WOVEN =
      Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE;

  /** Two bytes of a class file say how many. */
  private static final int MOST_LOCALS = 65_535;

  private final Layers layers;
  private final Map<String, Integer> localVariables;
  private int version;
  private String name;

  private WovenClass(ClassVisitor next, Layers layers, Map<String, Integer> localVariables) {
    super(Opcodes.ASM9, next);
    this.layers = layers;
    this.localVariables = localVariables;
  }

  /**
   * The new class file.
   *
   * @param field adds the field, null where the class inherits it or is no handle
   */
  public static byte[] of(ClassReader code, Layers layers, HandleField field) {
    ClassWriter writer = new ClassWriter(code, 0);
    ClassVisitor fielded = field == null ? writer : field.addedTo(writer);
    // woven code adds whole frames, which mix with no others
    code.accept(
        new WovenClass(fielded, layers, LocalVariables.of(code)), ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      String signature,
      String superName,
      String[] interfaces) {
    this.version = version;
    this.name = name;
    super.visit(version, access, name, signature, superName, interfaces);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String method, String descriptor, String signature, String[] exceptions) {
    MethodVisitor written = super.visitMethod(access, method, descriptor, signature, exceptions);
    boolean mayBeWoven = (access & (WOVEN | NOT_WOVEN)) == WOVEN && method.charAt(0) != '<';
    return written == null || !mayBeWoven
        ? written
        : woven(written, new Target(version, name, method, descriptor));
  }

  /** The visitor next to the writer puts its code outermost. */
  private MethodVisitor woven(MethodVisitor written, Target target) {
    List<Layer> all = layers.of(target.name, target.descriptor);
    if (all.isEmpty()) {
      return written;
    }
    int local = localVariables.get(target.name + target.descriptor);
    for (Layer layer : all) {
      local += layer.locals(target);
    }
    if (local > MOST_LOCALS) {
      throw new IllegalArgumentException(
          target.name
              + target.descriptor
              + " would have "
              + local
              + " local variables, which is"
              + " more than "
              + MOST_LOCALS);
    }
    MethodVisitor code = written;
    for (Layer layer : all) {
      local -= layer.locals(target);
      code = layer.around(code, target, local);
    }
    return code;
  }
}
