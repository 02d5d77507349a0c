package io.dbkeepalive.instrumentation;

import static java.util.Arrays.asList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.bootstrap.Handle;
import io.dbkeepalive.telemetry.log.LogCapture;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Consumer;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Code that the JVM takes, but javac does not write: obfuscators, old and other compilers do. */
@ParameterizedClass
@ValueSource(ints = {Opcodes.V1_4, Opcodes.V1_6, Opcodes.V1_8, Opcodes.V17})
class OddDriverCodeTest {
  private static final String NAME = "stub.Odd";
  private static final String NATIVE_SQL = "(Ljava/lang/String;)Ljava/lang/String;";
  private static final String THROWABLE = "java/lang/Throwable";

  private final int version;
  private final RecordingDispatcher dispatcher = new RecordingDispatcher();

  OddDriverCodeTest(int version) {
    this.version = version;
  }

  @BeforeEach
  void install() {
    dispatcher.install();
    dispatcher.answers.put("enter", WovenStubs.ENTERED);
  }

  @Test
  void driverMayWriteOverItsObjectAndItsArguments() throws Exception {
    Connection handle =
        nativeSql(
            code -> {
              code.visitInsn(Opcodes.ACONST_NULL);
              code.visitVarInsn(Opcodes.ASTORE, 0);
              code.visitInsn(Opcodes.ICONST_1);
              code.visitVarInsn(Opcodes.ISTORE, 1);
              code.visitInsn(Opcodes.ACONST_NULL);
              code.visitInsn(Opcodes.ATHROW);
            });
    dispatcher.answers.put("recover", "recovered");

    assertEquals("recovered", handle.nativeSQL("a"));

    assertEquals(asList("recover", handle, "nativeSQL", asList("a")), told(1, 4));
  }

  @Test
  void whatTheDriverLeftOnItsStackIsNoMatter() throws Exception {
    Connection handle =
        nativeSql(
            code -> {
              code.visitInsn(Opcodes.LCONST_1);
              code.visitInsn(Opcodes.ICONST_2);
              code.visitVarInsn(Opcodes.ALOAD, 1);
              code.visitInsn(Opcodes.ARETURN);
            });

    assertEquals("a", handle.nativeSQL("a"));

    assertEquals(asList("leave", "nativeSQL"), told(1, 2));
  }

  @Test
  void handlerOfTheDriverCatchesNothingOfOurs() throws Exception {
    Connection handle =
        connection(
            "close",
            "()V",
            code -> {
              Label start = new Label();
              Label end = new Label();
              Label handler = new Label();
              code.visitTryCatchBlock(start, end, handler, THROWABLE);
              code.visitLabel(start);
              code.visitInsn(Opcodes.NOP);
              code.visitInsn(Opcodes.RETURN);
              code.visitLabel(end);
              code.visitLabel(handler);
              code.visitInsn(Opcodes.POP);
              code.visitInsn(Opcodes.RETURN);
            });
    SQLException told = new SQLException("told");
    dispatcher.answers.put("closing", true);
    dispatcher.answers.put("closed", told);

    assertSame(told, assertThrows(SQLException.class, handle::close));

    assertEquals(2, dispatcher.calls.size(), "closed is said once: " + dispatcher.calls);
  }

  @Test
  void whatTheDriverCatchesItselfIsNoFailure() throws Exception {
    Connection handle =
        nativeSql(
            code -> {
              Label start = new Label();
              Label handler = new Label();
              code.visitTryCatchBlock(start, handler, handler, THROWABLE);
              code.visitLabel(start);
              code.visitInsn(Opcodes.ACONST_NULL);
              code.visitInsn(Opcodes.ATHROW);
              code.visitLabel(handler);
              code.visitInsn(Opcodes.POP);
              code.visitVarInsn(Opcodes.ALOAD, 1);
              code.visitInsn(Opcodes.ARETURN);
            });

    assertEquals("a", handle.nativeSQL("a"));

    assertEquals(asList("leave", "nativeSQL"), told(1, 2));
  }

  @Test
  void methodThatLoopsAndReturnsInTheMiddle() throws Exception {
    Connection handle =
        connection(
            "isValid",
            "(I)Z",
            code -> {
              Label again = new Label();
              Label done = new Label();
              code.visitInsn(Opcodes.DCONST_0);
              code.visitVarInsn(Opcodes.DSTORE, 2);
              code.visitLabel(again);
              code.visitVarInsn(Opcodes.ILOAD, 1);
              code.visitJumpInsn(Opcodes.IFLE, done);
              code.visitIincInsn(1, -1);
              code.visitJumpInsn(Opcodes.GOTO, again);
              code.visitLabel(done);
              code.visitVarInsn(Opcodes.DLOAD, 2);
              code.visitInsn(Opcodes.D2I);
              code.visitInsn(Opcodes.IRETURN);
            });

    assertEquals(false, handle.isValid(7));
    dispatcher.answers.put("enter", WovenStubs.DETOUR);
    dispatcher.answers.put("recover", true);
    assertEquals(true, handle.isValid(7));

    assertEquals(asList("leave", "isValid"), told(1, 2));
    assertEquals(asList("recover", handle, "isValid", asList(7), null), told(3, 5));
  }

  @Test
  void longParametersKeepTheirPlaces() throws Exception {
    PreparedStatement handle =
        (PreparedStatement)
            odd(
                "java/sql/PreparedStatement",
                "setDouble",
                "(ID)V",
                code -> {
                  code.visitInsn(Opcodes.ICONST_0);
                  code.visitVarInsn(Opcodes.ISTORE, 3); // the upper half of the double
                  code.visitInsn(Opcodes.ACONST_NULL);
                  code.visitInsn(Opcodes.ATHROW);
                });
    dispatcher.answers.put("enterParameter", true);

    handle.setDouble(3, 0.5);

    assertEquals(asList("recoverUnguarded", handle, "setDouble", asList(3, 0.5)), told(2, 4));
  }

  /** As compilers of other languages make them, and obfuscators: another result, another method. */
  @Test
  void methodThatOnlyLooksLikeJdbcsIsLeftAlone() throws Exception {
    Connection handle =
        connection(
            "isValid",
            "(I)Ljava/lang/Boolean;",
            code -> {
              code.visitInsn(Opcodes.ACONST_NULL);
              code.visitInsn(Opcodes.ARETURN);
            });

    assertNull(handle.getClass().getMethod("isValid", int.class).invoke(handle, 1));

    assertEquals(asList(), dispatcher.calls);
  }

  @Test
  void stackOfAsMuchAsThereMayBe() throws Exception {
    Connection handle = nativeSql(65_535, 2);

    assertEquals("a", handle.nativeSQL("a"));

    assertEquals(asList("leave", "nativeSQL"), told(1, 2));
  }

  @Test
  void methodWithoutRoomForOurVariablesCostsOneLine() throws Exception {
    try (LogCapture log = new LogCapture()) {
      log.start("warn");

      assertFalse(load(nativeSqlOf(1, 65_535)) instanceof Handle);

      String line = log.only("class-not-woven");
      assertTrue(line.contains("65538 local variables"), line);
    }
  }

  private Connection nativeSql(Consumer<MethodVisitor> body) throws Exception {
    return connection("nativeSQL", NATIVE_SQL, body);
  }

  private Connection nativeSql(int stack, int locals) throws Exception {
    return (Connection) managed(nativeSqlOf(stack, locals));
  }

  /** It returns its argument. */
  private byte[] nativeSqlOf(int stack, int locals) {
    ClassWriter writer = writer("java/sql/Connection", 0);
    write(writer, "<init>", "()V", OddDriverCodeTest::construct, 1, 1);
    write(
        writer,
        "nativeSQL",
        NATIVE_SQL,
        code -> {
          code.visitVarInsn(Opcodes.ALOAD, 1);
          code.visitInsn(Opcodes.ARETURN);
        },
        stack,
        locals);
    return writer.toByteArray();
  }

  /** Which had none any more from 1.7 on. */
  @Test
  void subroutinesOfOldCompilers() throws Exception {
    Connection handle =
        new OddDriverCodeTest(Math.min(version, Opcodes.V1_6))
            .nativeSql(
                code -> {
                  Label finallyBlock = new Label();
                  code.visitJumpInsn(Opcodes.JSR, finallyBlock);
                  code.visitVarInsn(Opcodes.ALOAD, 1);
                  code.visitInsn(Opcodes.ARETURN);
                  code.visitLabel(finallyBlock);
                  code.visitVarInsn(Opcodes.ASTORE, 2);
                  code.visitVarInsn(Opcodes.RET, 2);
                });

    assertEquals("a", handle.nativeSQL("a"));

    assertEquals(asList("leave", "nativeSQL"), told(1, 2));
  }

  /** The first {@code words} of what was told as the {@code index}th. */
  private Object told(int index, int words) {
    return dispatcher.calls.get(index).subList(0, words);
  }

  private Connection connection(String method, String descriptor, Consumer<MethodVisitor> body)
      throws Exception {
    return (Connection) odd("java/sql/Connection", method, descriptor, body);
  }

  private Object odd(String type, String method, String descriptor, Consumer<MethodVisitor> body)
      throws Exception {
    boolean hasFrames = version > Opcodes.V1_6;
    ClassWriter writer =
        writer(type, hasFrames ? ClassWriter.COMPUTE_FRAMES : ClassWriter.COMPUTE_MAXS);
    write(writer, "<init>", "()V", OddDriverCodeTest::construct, 0, 0);
    write(writer, method, descriptor, body, 0, 0);
    return managed(writer.toByteArray());
  }

  private ClassWriter writer(String type, int computed) {
    ClassWriter writer = new ClassWriter(computed);
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER;
    writer.visit(
        version, access, NAME.replace('.', '/'), null, "java/lang/Object", new String[] {type});
    return writer;
  }

  private static void construct(MethodVisitor code) {
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    code.visitInsn(Opcodes.RETURN);
  }

  private static Object managed(byte[] code) throws Exception {
    Object handle = load(code);
    WovenStubs.manage(handle);
    return handle;
  }

  private static Object load(byte[] code) throws Exception {
    WeavingLoader loader = new WeavingLoader(WeavingLoader.transformer(new DriverPackages()));
    loader.with(NAME, code);
    return loader.loadClass(NAME).getConstructor().newInstance();
  }

  private static void write(
      ClassWriter writer,
      String name,
      String descriptor,
      Consumer<MethodVisitor> body,
      int stack,
      int locals) {
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, name, descriptor, null, null);
    code.visitCode();
    body.accept(code);
    code.visitMaxs(stack, locals);
    code.visitEnd();
  }
}
