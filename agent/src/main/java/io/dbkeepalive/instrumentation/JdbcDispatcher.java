package io.dbkeepalive.instrumentation;

import io.dbkeepalive.bootstrap.Dispatcher;
import io.dbkeepalive.bootstrap.HandleState;
import io.dbkeepalive.connection.JdbcMethod;
import io.dbkeepalive.connection.ManagedCalls;
import io.dbkeepalive.telemetry.events.AgentEvents;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Takes the calls of woven code, turns method numbers into methods, and keeps defects of the agent
 * from the application: one costs a log line, and the call runs as if there were no agent.
 * Thread-safe.
 */
final class JdbcDispatcher implements Dispatcher {
  private final Openings openings;
  private final Borrowings borrowings;

  JdbcDispatcher(Openings openings, Borrowings borrowings) {
    this.openings = openings;
    this.borrowings = borrowings;
  }

  @Override
  public Object enter(HandleState state, Object self, int method) {
    try {
      return ManagedCalls.enter(state, self, method(method));
    } catch (Throwable defect) {
      report("enter", defect);
      return null;
    }
  }

  @Override
  public void leave(HandleState state, int method) {
    try {
      ManagedCalls.leave(state, method(method));
    } catch (Throwable defect) {
      report("leave", defect);
    }
  }

  @Override
  public void executed(HandleState state, int method, Object result, String sql) {
    try {
      ManagedCalls.executed(state, method(method), result, sql);
    } catch (Throwable defect) {
      report("executed", defect);
    }
  }

  @Override
  public void done(HandleState state, int method, Object[] arguments, Object result) {
    try {
      ManagedCalls.done(state, method(method), arguments, result);
    } catch (Throwable defect) {
      report("done", defect);
    }
  }

  @Override
  public void flag(HandleState state, int method, boolean value) {
    try {
      ManagedCalls.flag(state, method(method), value);
    } catch (Throwable defect) {
      report("flag", defect);
    }
  }

  @Override
  public Object recover(
      HandleState state, Object self, int method, Object[] arguments, Throwable failure)
      throws Throwable {
    return ManagedCalls.recover(state, self, method(method), arguments, failure).get();
  }

  @Override
  public Object recoverUnguarded(
      HandleState state, Object self, int method, Object[] arguments, Throwable failure)
      throws Throwable {
    return ManagedCalls.recoverUnguarded(state, self, method(method), arguments, failure).get();
  }

  @Override
  public boolean enterParameter(HandleState state) {
    try {
      return ManagedCalls.enterParameter(state);
    } catch (Throwable defect) {
      report("enterParameter", defect);
      return false;
    }
  }

  @Override
  public boolean enterStream(HandleState state, Object stream) {
    try {
      return ManagedCalls.enterStream(state, stream);
    } catch (Throwable defect) {
      report("enterStream", defect);
      return false;
    }
  }

  @Override
  public void leaveParameter(HandleState state) {
    ManagedCalls.leaveParameter(state);
  }

  @Override
  public void parameter(HandleState state, int method, int index, long value) {
    try {
      ManagedCalls.parameter(state, method(method), index, value);
    } catch (Throwable defect) {
      report("parameter", defect);
    }
  }

  @Override
  public void parameter(HandleState state, int method, int index, Object value) {
    try {
      ManagedCalls.parameter(state, method(method), index, value);
    } catch (Throwable defect) {
      report("parameter", defect);
    }
  }

  @Override
  public void changed(HandleState state, int method, Object[] arguments) {
    try {
      ManagedCalls.changed(state, method(method), arguments);
    } catch (Throwable defect) {
      report("changed", defect);
    }
  }

  @Override
  public boolean closing(HandleState state) {
    try {
      return ManagedCalls.closing(state);
    } catch (Throwable defect) {
      report("closing", defect);
      return false;
    }
  }

  @Override
  public Throwable closed(HandleState state, Object self, Throwable failure) {
    try {
      return ManagedCalls.closed(state, self, failure);
    } catch (Throwable defect) {
      report("closed", defect);
      return failure;
    }
  }

  @Override
  public void vendor(HandleState state) {
    try {
      ManagedCalls.vendor(state);
    } catch (Throwable defect) {
      report("vendor", defect);
    }
  }

  @Override
  public void vendorSetting(HandleState state) {
    try {
      ManagedCalls.vendorSetting(state);
    } catch (Throwable defect) {
      report("vendor setting", defect);
    }
  }

  @Override
  public boolean isClosed(HandleState state, boolean answer) {
    try {
      return ManagedCalls.isClosed(state, answer);
    } catch (Throwable defect) {
      report("isClosed", defect);
      return answer;
    }
  }

  @Override
  public Object connectionOf(HandleState state, Object answer) {
    try {
      return ManagedCalls.connectionOf(state, answer);
    } catch (Throwable defect) {
      report("connectionOf", defect);
      return answer;
    }
  }

  @Override
  public Object handleOf(Object answer) {
    try {
      return ManagedCalls.handleOf(answer);
    } catch (Throwable defect) {
      report("handleOf", defect);
      return answer;
    }
  }

  @Override
  public Object opening(Object opener, String method, String url) throws Throwable {
    try {
      return openings.begin(opener, method, url);
    } catch (SQLException refusal) {
      throw refusal;
    } catch (Throwable defect) {
      report("opening", defect);
      return null;
    }
  }

  @Override
  public Object connectWith(Object driver, String url, Object info) {
    try {
      return openings.properties(driver, url, (Properties) info);
    } catch (Throwable defect) {
      report("connectWith", defect);
      return info;
    }
  }

  @Override
  public void opened(Object token, Object opener, Object[] arguments, Object result) {
    if (token == null) {
      return; // a defect kept it from beginning
    }
    try {
      openings.end(token, opener, arguments, result);
    } catch (Throwable defect) {
      report("opened", defect);
    }
  }

  @Override
  public Object borrowing(Object source) {
    try {
      return borrowings.begin(source);
    } catch (Throwable defect) {
      report("borrowing", defect);
      return null;
    }
  }

  @Override
  public void borrowed(Object token, Object source, Object result) {
    try {
      borrowings.end(source, result);
    } catch (Throwable defect) {
      report("borrowed", defect);
    }
  }

  @Override
  public void returned(Object connection) {
    try {
      borrowings.returned(connection);
    } catch (Throwable defect) {
      report("returned", defect);
    }
  }

  private static JdbcMethod method(int id) {
    return MethodCatalogue.OF_THIS_JVM.get(id);
  }

  private static void report(String where, Throwable defect) {
    AgentEvents.failed(where, defect);
  }
}
