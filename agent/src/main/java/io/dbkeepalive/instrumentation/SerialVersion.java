package io.dbkeepalive.instrumentation;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * The {@code serialVersionUID} that a class would lose by what is woven into it: computed from its
 * members, as the Java Object Serialization Specification, 4.6 "Stream Unique Identifiers", says.
 */
final class SerialVersion {
  private static final int CLASS_MODIFIERS =
      Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT;
  private static final int FIELD_MODIFIERS =
      Opcodes.ACC_PUBLIC
          | Opcodes.ACC_PRIVATE
          | Opcodes.ACC_PROTECTED
          | Opcodes.ACC_STATIC
          | Opcodes.ACC_FINAL
          | Opcodes.ACC_VOLATILE
          | Opcodes.ACC_TRANSIENT;
  private static final int METHOD_MODIFIERS =
      Opcodes.ACC_PUBLIC
          | Opcodes.ACC_PRIVATE
          | Opcodes.ACC_PROTECTED
          | Opcodes.ACC_STATIC
          | Opcodes.ACC_FINAL
          | Opcodes.ACC_SYNCHRONIZED
          | Opcodes.ACC_NATIVE
          | Opcodes.ACC_ABSTRACT
          | Opcodes.ACC_STRICT;

  /** Whatever members these have. */
  private static final Set<String> VERSIONS_ARE_0 =
      Collections.unmodifiableSet(
          new HashSet<>(
              Arrays.asList("java/lang/reflect/Proxy", "java/lang/Record", "java/lang/Enum")));

  private SerialVersion() {}

  /**
   * Null where the class declares one, or is not serializable, so that there is nothing to lose;
   * also where a field of that name keeps us from declaring it.
   */
  static Long toKeep(ClassReader reader, ClassLoader loader) throws IOException {
    if (!isSerializable(reader, loader)) {
      return null;
    }
    Members members = new Members();
    members.className = reader.getClassName();
    members.modifiers = reader.getAccess();
    reader.accept(
        members, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return members.declaresVersion ? null : hash(reader, members);
  }

  private static boolean isSerializable(ClassReader reader, ClassLoader loader) throws IOException {
    List<String> parents = new ArrayList<>();
    parents.add(reader.getSuperName());
    parents.addAll(Arrays.asList(reader.getInterfaces()));
    for (String parent : parents) {
      if (VERSIONS_ARE_0.contains(parent)) {
        return false;
      }
      boolean isSerializable =
          parent.startsWith("java/")
              ? isSerializable(parent.replace('/', '.'))
              : isSerializable(Hierarchy.read(parent, loader), loader);
      if (isSerializable) {
        return true;
      }
    }
    return false;
  }

  /** Of the JDK, so that to load it is no matter. */
  private static boolean isSerializable(String parent) throws IOException {
    try {
      Class<?> type = Class.forName(parent, false, SerialVersion.class.getClassLoader());
      return Serializable.class.isAssignableFrom(type);
    } catch (ClassNotFoundException e) {
      throw new IOException("this JVM has no " + parent, e);
    }
  }

  private static long hash(ClassReader reader, Members members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(reader.getClassName().replace('/', '.'));
    out.writeInt(members.modifiers & CLASS_MODIFIERS);
    String[] interfaces = reader.getInterfaces();
    for (int i = 0; i < interfaces.length; i++) {
      interfaces[i] = interfaces[i].replace('/', '.');
    }
    Arrays.sort(interfaces);
    for (String name : interfaces) {
      out.writeUTF(name);
    }
    write(out, members.fields);
    if (members.hasInitializer) {
      new Member("<clinit>", Opcodes.ACC_STATIC, "()V").writeTo(out);
    }
    write(out, members.constructors);
    write(out, members.methods);
    out.flush();
    byte[] digest = sha().digest(bytes.toByteArray());
    long hash = 0;
    for (int i = 7; i >= 0; i--) {
      hash = hash << 8 | digest[i] & 0xff;
    }
    return hash;
  }

  private static void write(DataOutputStream out, List<Member> members) throws IOException {
    members.sort(
        Comparator.comparing((Member member) -> member.name)
            .thenComparing(member -> member.descriptor));
    for (Member member : members) {
      member.writeTo(out);
    }
  }

  private static MessageDigest sha() throws IOException {
    try {
      return MessageDigest.getInstance("SHA"); // by the specification; not a matter of security
    } catch (NoSuchAlgorithmException e) {
      throw new IOException("this JVM has no SHA, which Java serialization needs", e);
    }
  }

  private static final class Member {
    final String name;
    final String descriptor;
    private final int access;

    Member(String name, int access, String descriptor) {
      this.name = name;
      this.access = access;
      this.descriptor = descriptor;
    }

    void writeTo(DataOutputStream out) throws IOException {
      out.writeUTF(name);
      out.writeInt(access);
      out.writeUTF(descriptor);
    }
  }

  /**
   * Collects the members that count: all but private methods, and private fields without meaning.
   */
  private static final class Members extends ClassVisitor {
    final List<Member> fields = new ArrayList<>();
    final List<Member> constructors = new ArrayList<>();
    final List<Member> methods = new ArrayList<>();
    String className;
    int modifiers;
    boolean hasInitializer;
    boolean declaresVersion;

    Members() {
      super(Opcodes.ASM9);
    }

    /** A nested class has its real modifiers here: protected, for one, is public otherwise. */
    @Override
    public void visitInnerClass(String name, String outer, String simpleName, int access) {
      if (name.equals(className)) {
        modifiers = access;
      }
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      declaresVersion |= name.equals("serialVersionUID"); // if not as it should: there it stands
      boolean hidden =
          (access & Opcodes.ACC_PRIVATE) != 0
              && (access & (Opcodes.ACC_STATIC | Opcodes.ACC_TRANSIENT)) != 0;
      if (!hidden) {
        fields.add(new Member(name, access & FIELD_MODIFIERS, descriptor));
      }
      return null;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      if (name.equals("<clinit>")) {
        hasInitializer = true;
      } else if ((access & Opcodes.ACC_PRIVATE) == 0) {
        Member member = new Member(name, access & METHOD_MODIFIERS, descriptor.replace('/', '.'));
        (name.equals("<init>") ? constructors : methods).add(member);
      }
      return null;
    }
  }
}
