package io.dbkeepalive.instrumentation.weaving;

import io.dbkeepalive.bootstrap.Handle;
import io.dbkeepalive.bootstrap.HandleState;
import java.util.Arrays;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Adds the field that holds a handle's state, and {@link Handle}, by which it is reached. The field
 * is transient, and a serializable class keeps the version that it had without us. Immutable.
 */
public final class HandleField {
  public static final String NAME = "$dbkeepalive";

  private static final String ACCESSOR = "dbkeepaliveState";
  private static final String STATE = Type.getDescriptor(HandleState.class);
  private static final int HIDDEN = Opcodes.ACC_PUBLIC | Opcodes.ACC_SYNTHETIC | Opcodes.ACC_FINAL;

  private final Long serialVersion;

  /**
   * @param serialVersion null where the class declares its version, or is not serializable
   */
  public HandleField(Long serialVersion) {
    this.serialVersion = serialVersion;
  }

  ClassVisitor addedTo(ClassVisitor next) {
    return new Adder(next);
  }

  private final class Adder extends ClassVisitor {
    private String owner;

    Adder(ClassVisitor visitor) {
      super(Opcodes.ASM9, visitor);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String superName,
        String[] interfaces) {
      owner = name;
      if (Arrays.asList(interfaces).contains(Type.getInternalName(Handle.class))) {
        super.visit(version, access, name, signature, superName, interfaces);
        return;
      }
      String[] more = Arrays.copyOf(interfaces, interfaces.length + 1);
      more[interfaces.length] = Type.getInternalName(Handle.class);
      String generic = signature == null ? null : signature + Type.getDescriptor(Handle.class);
      super.visit(version, access, name, generic, superName, more);
    }

    /** A proxy that was made with all interfaces of a woven class has these methods already. */
    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return name.equals(ACCESSOR)
          ? null
          : super.visitMethod(access, name, descriptor, signature, exceptions);
    }

    @Override
    public void visitEnd() {
      cv.visitField(
              Opcodes.ACC_PRIVATE
                  | Opcodes.ACC_TRANSIENT
                  | Opcodes.ACC_VOLATILE
                  | Opcodes.ACC_SYNTHETIC,
              NAME,
              STATE,
              null,
              null)
          .visitEnd();
      if (serialVersion != null) {
        cv.visitField(
                Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL,
                "serialVersionUID",
                "J",
                null,
                serialVersion)
            .visitEnd();
      }
      getter();
      setter();
      super.visitEnd();
    }

    private void getter() {
      MethodVisitor code = cv.visitMethod(HIDDEN, ACCESSOR, "()" + STATE, null, null);
      code.visitCode();
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitFieldInsn(Opcodes.GETFIELD, owner, NAME, STATE);
      code.visitInsn(Opcodes.ARETURN);
      code.visitMaxs(1, 1);
      code.visitEnd();
    }

    private void setter() {
      MethodVisitor code = cv.visitMethod(HIDDEN, ACCESSOR, "(" + STATE + ")V", null, null);
      code.visitCode();
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitVarInsn(Opcodes.ALOAD, 1);
      code.visitFieldInsn(Opcodes.PUTFIELD, owner, NAME, STATE);
      code.visitInsn(Opcodes.RETURN);
      code.visitMaxs(2, 2);
      code.visitEnd();
    }
  }
}
