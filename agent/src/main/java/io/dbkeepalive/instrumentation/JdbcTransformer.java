package io.dbkeepalive.instrumentation;

import io.dbkeepalive.bootstrap.HandleState;
import io.dbkeepalive.connection.ManagedCalls;
import io.dbkeepalive.instrumentation.weaving.HandleField;
import io.dbkeepalive.telemetry.events.WeavingEvents;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.WeakHashMap;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.Opcodes;

/** Finds the classes of drivers among those that name JDBC, and weaves them. Thread-safe. */
final class JdbcTransformer {
  private final DriverPackages drivers;
  private final ModuleReads reads;
  private final Borrowings borrowings;
  private final Hierarchy hierarchy = new Hierarchy();
  private final Set<ClassLoader> blind = Collections.newSetFromMap(new WeakHashMap<>());

  JdbcTransformer(DriverPackages drivers, ModuleReads reads, Borrowings borrowings) {
    this.drivers = drivers;
    this.reads = reads;
    this.borrowings = borrowings;
  }

  /**
   * Another transformer, one that can retransform, for classes that were there before the agent and
   * open connections. Not for others: what it has woven once it must weave again, whoever asks.
   */
  ClassFileTransformer forLoadedOpeners(Collection<Class<?>> openers) {
    return forLoaded(openers, this::weaveOpener);
  }

  /** The same for connections, which are only watched. */
  ClassFileTransformer forLoadedConnections(Collection<Class<?>> connections) {
    return forLoaded(connections, this::weaveWatched);
  }

  private ClassFileTransformer forLoaded(Collection<Class<?>> classes, LateWeaving weaving) {
    // whatever is loaded asks, on many threads
    Set<Class<?>> known =
        Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    known.addAll(classes);
    return new ModuleAware(
        (module, loader, internalName, loaded, code) ->
            loaded != null && known.contains(loaded)
                ? weaving.weave(module, loader, internalName, code)
                : null);
  }

  /** Without a field, which no class gets that is there already. */
  private byte[] weaveOpener(Object module, ClassLoader loader, String internalName, byte[] code) {
    try {
      ClassReader reader = new ClassReader(code);
      Set<JdbcType> types = typesOf(reader, loader);
      types.retainAll(EnumSet.of(JdbcType.DRIVER, JdbcType.DATA_SOURCE));
      if (types.isEmpty() || !seesUs(loader)) {
        return null;
      }
      String name = dotted(internalName);
      findDriver(name, loader, types);
      byte[] woven = Weavers.THE.weave(reader, types, null, EnumSet.noneOf(JdbcType.class));
      reads.letSeeUs(module);
      return woven;
    } catch (Throwable e) { // the class works on as it is
      WeavingEvents.classNotWoven(dotted(internalName), e);
      return null;
    }
  }

  private byte[] weaveWatched(Object module, ClassLoader loader, String internalName, byte[] code) {
    try {
      if (!seesUs(loader)) {
        return null;
      }
      byte[] woven = Weavers.THE.weaveWatched(new ClassReader(code));
      reads.letSeeUs(module);
      return woven;
    } catch (Throwable e) { // the class works on as it is
      WeavingEvents.classNotWoven(dotted(internalName), e);
      return null;
    }
  }

  /**
   * @param module of the class, null if not known
   * @param code that names JDBC, of a class that is not there yet
   * @return the woven class file, null to leave it as it is
   */
  byte[] transform(Object module, ClassLoader loader, String internalName, byte[] code) {
    try {
      byte[] woven =
          DriverPackages.isWrapper(dotted(internalName))
              ? weaveForLeaks(internalName, code, loader)
              : weaveIfDriver(internalName, code, loader);
      if (woven != null) {
        reads.letSeeUs(module);
      }
      return woven;
    } catch (Throwable e) { // a LinkageError too: nothing of ours may keep a class from loading
      WeavingEvents.classNotWoven(dotted(internalName), e);
      return null;
    }
  }

  private byte[] weaveIfDriver(String internalName, byte[] code, ClassLoader loader)
      throws IOException {
    ClassReader reader = new ClassReader(code);
    if ((reader.getAccess() & Opcodes.ACC_INTERFACE) != 0) {
      return null;
    }
    Set<JdbcType> types = typesOf(reader, loader);
    if (types.isEmpty() || !seesUs(loader)) {
      return null;
    }
    String name = dotted(internalName);
    findDriver(name, loader, types);
    long start = System.nanoTime();
    Set<JdbcType> lent = typesToWatch(name, types);
    byte[] woven = Weavers.THE.weave(reader, types, fieldFor(reader, loader, types), lent);
    ManagedCalls.woven(loader, name);
    WeavingEvents.classWoven(name, System.nanoTime() - start);
    return woven;
  }

  private void findDriver(String name, ClassLoader loader, Set<JdbcType> types) throws IOException {
    if (types.contains(JdbcType.DRIVER)) {
      drivers.driverFound(name);
    }
    if (types.contains(JdbcType.DATA_SOURCE)) {
      drivers.driversAnnouncedTo(loader);
    }
  }

  /** A pool's or spy's class: nothing else of it is touched. */
  private byte[] weaveForLeaks(String internalName, byte[] code, ClassLoader loader)
      throws IOException {
    ClassReader reader = new ClassReader(code);
    if (borrowings.isOff() || (reader.getAccess() & Opcodes.ACC_INTERFACE) != 0) {
      return null;
    }
    String name = dotted(internalName);
    Set<JdbcType> lent = typesToWatch(name, typesOf(reader, loader));
    if (HandsOut.connections(reader)) {
      lent.add(JdbcType.DATA_SOURCE);
    }
    return lent.isEmpty() || !seesUs(loader)
        ? null
        : Weavers.THE.weave(reader, EnumSet.noneOf(JdbcType.class), null, lent);
  }

  /** Empty if nobody watches for leaks. */
  private Set<JdbcType> typesToWatch(String name, Set<JdbcType> types) {
    Set<JdbcType> lent = EnumSet.noneOf(JdbcType.class);
    if (!borrowings.isOff()) {
      lent.addAll(types);
      lent.retainAll(EnumSet.of(JdbcType.CONNECTION, JdbcType.DATA_SOURCE));
    }
    if (lent.contains(JdbcType.CONNECTION)) {
      borrowings.closerFound(name);
    }
    return lent;
  }

  /** What has a parent that cannot be read is a driver's as far as it says so itself. */
  private Set<JdbcType> typesOf(ClassReader reader, ClassLoader loader) throws IOException {
    try {
      return hierarchy.typesOf(reader, loader);
    } catch (IOException e) {
      String name = dotted(reader.getClassName());
      if (Hierarchy.implementsJdbc(reader) || drivers.isDrivers(name)) {
        throw e;
      }
      WeavingEvents.classUnknown(name, e);
      return Collections.emptySet();
    }
  }

  /** The topmost class that is a handle gets the field. */
  private HandleField fieldFor(ClassReader reader, ClassLoader loader, Set<JdbcType> types)
      throws IOException {
    for (JdbcType type : types) {
      if (type.isHandle()) {
        return hierarchy.inheritsHandle(reader, loader)
            ? null
            : new HandleField(SerialVersion.toKeep(reader, loader));
      }
    }
    return null;
  }

  /**
   * Some loaders (OSGi, modules) give a class only what it asked for: not our bootstrap classes.
   */
  private boolean seesUs(ClassLoader loader) {
    try {
      if (loader.loadClass(HandleState.class.getName()) == HandleState.class) {
        return true;
      }
    } catch (ClassNotFoundException | LinkageError e) {
      // said below
    }
    synchronized (blind) {
      if (blind.add(loader)) {
        WeavingEvents.loaderBlind(loader.getClass().getName());
      }
    }
    return false;
  }

  private static String dotted(String internalName) {
    return internalName.replace('/', '.');
  }

  /** Of a class that is there already. */
  private interface LateWeaving {
    /**
     * @param module null if not known
     * @return null to leave it as it is
     */
    byte[] weave(Object module, ClassLoader loader, String internalName, byte[] code);
  }

  /** Initialised by the first class that is woven. */
  private static final class Weavers {
    static final Weaver THE = new Weaver(MethodCatalogue.OF_THIS_JVM);

    static {
      for (Method unknown : MethodCatalogue.OF_THIS_JVM.withoutRole()) {
        WeavingEvents.methodWithoutRole(unknown.toString());
      }
    }
  }
}
