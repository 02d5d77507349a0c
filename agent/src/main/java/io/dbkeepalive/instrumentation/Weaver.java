package io.dbkeepalive.instrumentation;

import io.dbkeepalive.connection.JdbcMethod;
import io.dbkeepalive.instrumentation.advice.Borrows;
import io.dbkeepalive.instrumentation.advice.Connects;
import io.dbkeepalive.instrumentation.advice.Ends;
import io.dbkeepalive.instrumentation.advice.LeaveOwner;
import io.dbkeepalive.instrumentation.advice.Opens;
import io.dbkeepalive.instrumentation.advice.Returns;
import io.dbkeepalive.instrumentation.advice.Uses;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.TypeResolutionStrategy;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/** Rewrites one class of a driver. Thread-safe. */
final class Weaver {
  private static final String[] OPENING = {
    "getConnection", "getXAConnection", "getPooledConnection"
  };

  /** One of these is called by whoever uses a connection, pools included. */
  private static final String[] USING = {
    "createStatement",
    "prepareStatement",
    "prepareCall",
    "commit",
    "rollback",
    "setAutoCommit",
    "isValid"
  };

  private static final String[] ENDING = {"close", "abort"};

  private final WovenMethods connectionMethods;
  private final WovenMethods statementMethods;
  private final WovenMethods metaDataMethods;
  private final AdviceByRole connectionAdvice;
  private final AdviceByRole statementAdvice;
  private final AdviceByRole metaDataAdvice;
  private final Advice opens = Advice.to(Opens.class);
  private final Advice connects = Advice.to(Connects.class);
  private final Advice borrows = Advice.to(Borrows.class);
  private final Advice returns = Advice.to(Returns.class);
  private final Advice uses = Advice.to(Uses.class);
  private final Advice ends = Advice.to(Ends.class);
  private final Advice owner = Advice.to(LeaveOwner.class);

  Weaver(MethodCatalogue catalogue) {
    connectionMethods = methods(catalogue, Connection.class);
    statementMethods =
        methods(catalogue, Statement.class, PreparedStatement.class, CallableStatement.class);
    metaDataMethods = methods(catalogue, DatabaseMetaData.class);
    connectionAdvice = new AdviceByRole(connectionMethods);
    statementAdvice = new AdviceByRole(statementMethods);
    metaDataAdvice = new AdviceByRole(metaDataMethods);
  }

  private static WovenMethods methods(MethodCatalogue catalogue, Class<?>... interfaces) {
    List<Class<?>> all = new ArrayList<>(Arrays.asList(interfaces));
    all.add(Wrapper.class);
    return new WovenMethods(catalogue, all);
  }

  /**
   * @param types what the class is
   * @param field adds the field, null where the class inherits it or is no handle
   * @param lent of the types, those that are to be watched for leaks
   * @return the new class file
   */
  byte[] weave(
      String name,
      byte[] code,
      ClassLoader loader,
      Set<JdbcType> types,
      HandleField field,
      Set<JdbcType> lent) {
    ClassFileLocator locator = locator(name, code, loader);
    TypePool pool = TypePool.Default.WithLazyResolution.of(locator);
    TypeDescription type = pool.describe(name).resolve();
    DynamicType.Builder<?> builder = decorate(type, locator);
    if (field != null) {
      builder = builder.visit(field);
    }
    for (JdbcType jdbc : types) {
      builder = builder.visit(visitor(jdbc, type));
    }
    for (JdbcType jdbc : lent) {
      builder = builder.visit(leakVisitor(jdbc));
    }
    return builder.make(TypeResolutionStrategy.Disabled.INSTANCE, pool).getBytes();
  }

  /**
   * A class of connections that is there already, so that can get no field.
   *
   * @return the new class file
   */
  byte[] weaveWatched(String name, byte[] code, ClassLoader loader) {
    ClassFileLocator locator = locator(name, code, loader);
    TypePool pool = TypePool.Default.WithLazyResolution.of(locator);
    return decorate(pool.describe(name).resolve(), locator)
        .visit(uses.on(isCode().and(ElementMatchers.namedOneOf(USING))))
        .visit(ends.on(isCode().and(ElementMatchers.namedOneOf(ENDING))))
        .make(TypeResolutionStrategy.Disabled.INSTANCE, pool)
        .getBytes();
  }

  private static ClassFileLocator locator(String name, byte[] code, ClassLoader loader) {
    return new ClassFileLocator.Compound(
        ClassFileLocator.Simple.of(name, code), ClassFileLocator.ForClassLoader.of(loader));
  }

  private static DynamicType.Builder<?> decorate(TypeDescription type, ClassFileLocator locator) {
    return new ByteBuddy().with(TypeValidation.DISABLED).decorate(type, locator);
  }

  private AsmVisitorWrapper visitor(JdbcType jdbc, TypeDescription type) {
    switch (jdbc) {
      case CONNECTION:
        return handle(connectionMethods, connectionAdvice);
      case STATEMENT:
        return handle(statementMethods, statementAdvice);
      case DRIVER:
        return connects.on(isCode().and(isConnect()));
      case DATA_SOURCE:
        return opens.on(isCode().and(ElementMatchers.namedOneOf(OPENING)));
      case RESULT_SET:
        return owner.on(isCode().and(ElementMatchers.named("getStatement")));
      case META_DATA:
        return handle(metaDataMethods, metaDataAdvice);
      default:
        throw new IllegalArgumentException("nothing is woven into a " + jdbc + ", " + type);
    }
  }

  private static ElementMatcher.Junction<MethodDescription> isConnect() {
    return ElementMatchers.<MethodDescription>named("connect")
        .and(ElementMatchers.takesArguments(String.class, Properties.class));
  }

  private AsmVisitorWrapper leakVisitor(JdbcType jdbc) {
    return jdbc == JdbcType.CONNECTION
        ? returns.on(isCode().and(ElementMatchers.namedOneOf(ENDING)))
        : borrows.on(isCode().and(ElementMatchers.named("getConnection")));
  }

  private static AsmVisitorWrapper handle(WovenMethods methods, AdviceByRole advice) {
    return new AsmVisitorWrapper.ForDeclaredMethods()
        .method(isCode(), new HandleMethods(methods, advice));
  }

  private static ElementMatcher.Junction<MethodDescription> isCode() {
    return ElementMatchers.<MethodDescription>isPublic()
        .and(ElementMatchers.not(ElementMatchers.isStatic()))
        .and(ElementMatchers.not(ElementMatchers.isAbstract()))
        .and(ElementMatchers.not(ElementMatchers.isNative()))
        .and(ElementMatchers.isMethod());
  }

  /** The redirect first, then the advice of the method's role, then the driver's code. */
  private static final class HandleMethods
      implements AsmVisitorWrapper.ForDeclaredMethods.MethodVisitorWrapper {
    private final WovenMethods methods;
    private final AdviceByRole advice;

    HandleMethods(WovenMethods methods, AdviceByRole advice) {
      this.methods = methods;
      this.advice = advice;
    }

    @Override
    public MethodVisitor wrap(
        TypeDescription type,
        MethodDescription method,
        MethodVisitor visitor,
        Implementation.Context context,
        TypePool pool,
        int writerFlags,
        int readerFlags) {
      boolean frames = context.getClassFileVersion().getMinorMajorVersion() >= Opcodes.V1_6;
      JdbcMethod jdbc = methods.of(method);
      MethodVisitor prefix;
      Advice aroundIt;
      if (jdbc != null && type.isAssignableTo(jdbc.method.getDeclaringClass())) {
        prefix = RedirectPrefix.toInterface(visitor, jdbc.method, method.getDescriptor(), frames);
        aroundIt = advice.of(jdbc);
      } else if (method.isPublic() && !method.isStatic() && advice.isVendors(method.getName())) {
        prefix =
            RedirectPrefix.toClass(
                visitor, type.getInternalName(), method.getName(), method.getDescriptor(), frames);
        aroundIt = advice.ofVendors(method.getName());
      } else {
        return visitor;
      }
      return aroundIt == null
          ? prefix
          : aroundIt.wrap(type, method, prefix, context, pool, writerFlags, readerFlags);
    }
  }
}
