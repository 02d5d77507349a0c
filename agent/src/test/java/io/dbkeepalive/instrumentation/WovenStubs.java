package io.dbkeepalive.instrumentation;

import io.dbkeepalive.bootstrap.Detour;
import io.dbkeepalive.bootstrap.Handle;
import io.dbkeepalive.bootstrap.HandleState;
import io.dbkeepalive.instrumentation.stub.StubBase;
import io.dbkeepalive.instrumentation.stub.StubConnection;
import io.dbkeepalive.instrumentation.stub.StubDriver;
import io.dbkeepalive.instrumentation.stub.StubResultSet;
import io.dbkeepalive.instrumentation.stub.StubStatement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** For tests: the classes of a small driver, woven, and what they say to the dispatcher. */
abstract class WovenStubs {
  static final Object ENTERED = "entered";
  static final Detour DETOUR = new Detour() {};
  static final String STUBS = StubDriver.class.getPackageName() + ".";

  final RecordingDispatcher dispatcher = new RecordingDispatcher();
  final DriverPackages drivers = new DriverPackages();
  final WeavingLoader loader = new WeavingLoader(WeavingLoader.transformer(drivers));

  WovenStubs(int version) throws Exception {
    for (Class<?> type :
        List.of(
            StubDriver.class,
            StubConnection.class,
            StubBase.class,
            StubStatement.class,
            StubResultSet.class,
            Class.forName(STUBS + "Made"))) {
      loader.with(type.getName(), Stubs.concrete(type, version));
    }
  }

  @BeforeEach
  void install() {
    dispatcher.install();
  }

  <T> T made(String name, Class<T> type) throws Exception {
    return type.cast(loader.loadClass(STUBS + name).getConstructor().newInstance());
  }

  static State manage(Object handle) {
    State state = new State(handle);
    ((Handle) handle).dbkeepaliveState(state);
    return state;
  }

  static void set(Object stub, String field, Object value) throws Exception {
    stub.getClass().getField(field).set(stub, value);
  }

  static Object calls(Object stub) throws Exception {
    return stub.getClass().getField("calls").get(stub);
  }

  static final class State extends HandleState {
    boolean bypassed;

    State(Object handle) {
      super(handle);
    }

    @Override
    protected boolean isQuarantined() {
      return false;
    }

    @Override
    protected boolean isBypassed() {
      return bypassed;
    }
  }
}
