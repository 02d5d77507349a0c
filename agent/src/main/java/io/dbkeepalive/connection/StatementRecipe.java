package io.dbkeepalive.connection;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What it takes to make a statement again: the call that created it, its settings, its parameters
 * and its batch. Not thread-safe, as little as a statement is.
 */
final class StatementRecipe {
  private static final Object[] NONE = {};

  /** Stands in a batch that failed: only the driver knows what is left of it. */
  private static final Object UNCERTAIN = new Object();

  private final JdbcMethod creation;

  /** The one there is, which is SQL; else all. An application may have many statements open. */
  private final Object arguments;

  private final Parameters parameters = new Parameters();

  /** In the order of their last setting; null while there are none. */
  private Map<JdbcMethod, Object[]> settings;

  /** Each a String of SQL, Parameters, or {@link #UNCERTAIN}; null while there is no batch. */
  private List<Object> batch;

  StatementRecipe(JdbcMethod creation, Object[] arguments) {
    this.creation = creation;
    boolean sqlAlone = arguments.length == 1 && arguments[0] instanceof String;
    this.arguments = sqlAlone ? arguments[0] : arguments.length == 0 ? NONE : arguments;
  }

  /** Null for a plain statement, whose SQL comes with each execution. */
  String sql() {
    Object first = arguments;
    if (arguments instanceof Object[]) {
      Object[] all = (Object[]) arguments;
      first = all.length > 0 ? all[0] : null;
    }
    return first instanceof String ? (String) first : null;
  }

  private Object[] arguments() {
    return arguments instanceof String ? new Object[] {arguments} : (Object[]) arguments;
  }

  /** Whether its rows can be changed in place, which the driver does behind JDBC. */
  boolean isUpdatable() {
    for (Object argument : arguments()) {
      if (argument instanceof Integer && (Integer) argument == ResultSet.CONCUR_UPDATABLE) {
        return true;
      }
    }
    return false;
  }

  Parameters parameters() {
    return parameters;
  }

  void setting(JdbcMethod setter, Object[] values) {
    if (settings == null) {
      settings = new LinkedHashMap<>(4);
    }
    settings.remove(setter); // setMaxRows and setLargeMaxRows undo each other: the last one rules
    settings.put(setter, values);
  }

  /** Seconds that the application has set, 0 without a limit. */
  int queryTimeout() {
    Integer seconds = queryTimeoutSet();
    return seconds == null ? 0 : seconds;
  }

  /** The same; null if it has set none. */
  Integer queryTimeoutSet() {
    if (settings != null) {
      for (Map.Entry<JdbcMethod, Object[]> setting : settings.entrySet()) {
        if (setting.getKey().name().equals("setQueryTimeout")) {
          return (Integer) setting.getValue()[0];
        }
      }
    }
    return null;
  }

  /** {@code clearParameters}, {@code addBatch} in both forms, {@code clearBatch}. */
  void change(JdbcMethod method, Object[] values) {
    switch (method.name()) {
      case "clearParameters":
        parameters.clear();
        break;
      case "clearBatch":
        batchEnded();
        break;
      default:
        addToBatch(values.length == 0 ? parameters.copy() : values[0]);
    }
  }

  private void addToBatch(Object entry) {
    if (batch == null) {
      batch = new ArrayList<>();
    }
    batch.add(entry);
  }

  /** It was executed, cleared, or lost. */
  void batchEnded() {
    batch = null;
  }

  /** It failed: most drivers forget it then, but not after each failure. */
  void batchFailed() {
    addToBatch(UNCERTAIN);
  }

  /** The SQL that was added to a batch, empty for one of parameters. */
  List<String> batchSql() {
    List<String> texts = new ArrayList<>();
    if (batch != null) {
      for (Object entry : batch) {
        if (entry instanceof String) {
          texts.add((String) entry);
        }
      }
    }
    return texts;
  }

  boolean isBatchUncertain() {
    return batch != null && batch.contains(UNCERTAIN);
  }

  /** Why a statement made anew would not be the same; null if it would. */
  String unrepeatable() {
    String reason = unrepeatableBatch();
    return reason == null ? parameters.unrepeatable() : reason;
  }

  /** The same for the batch alone. */
  String unrepeatableBatch() {
    if (isBatchUncertain()) {
      return "a batch has failed, of which only the driver knows what is left";
    }
    if (batch != null) {
      for (Object entry : batch) {
        String reason = entry instanceof Parameters ? ((Parameters) entry).unrepeatable() : null;
        if (reason != null) {
          return reason + ", in the batch";
        }
      }
    }
    return null;
  }

  /**
   * Drops the parameters that cannot be set again, and a batch with such: the driver misses them.
   */
  void forgetUnrepeatable() {
    parameters.forgetUnrepeatable();
    if (unrepeatableBatch() != null) {
      batchEnded();
    }
  }

  /** A statement like the lost one, on another physical connection. */
  Statement make(Object connection) throws Throwable {
    Statement made = (Statement) Reflection.call(creation, connection, arguments());
    try {
      setUp(made);
      return made;
    } catch (Throwable e) {
      made.close();
      throw e;
    }
  }

  private void setUp(Statement made) throws Throwable {
    if (settings != null) {
      for (Map.Entry<JdbcMethod, Object[]> setting : settings.entrySet()) {
        Reflection.call(setting.getKey(), made, setting.getValue());
      }
    }
    if (batch != null) {
      for (Object entry : batch) {
        if (entry instanceof Parameters) {
          ((Parameters) entry).replayOn(made);
          ((PreparedStatement) made).addBatch();
        } else if (entry instanceof String) {
          made.addBatch((String) entry);
        }
      }
    }
    parameters.replayOn(made);
  }
}
