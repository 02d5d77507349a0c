package io.dbkeepalive.tests.proof;

import java.sql.Connection;

/** Says what a JDBC call is about, and follows the transaction. Thread-confined. */
final class Transactions {
  private boolean open;
  private boolean ran;

  /** The kind of call; executions are told apart by their place in a transaction. */
  String kindOf(String method, Object target, Object[] arguments, String executes) {
    if (method.startsWith("execute") || method.equals("getMoreResults")) {
      return open
          ? executes + (ran ? ", later in a transaction" : ", first in a transaction")
          : executes;
    }
    if (method.equals("next")) {
      return executes + ", more rows";
    }
    if (method.endsWith("Savepoint") || method.equals("rollback") && arguments != null) {
      return "savepoint";
    }
    if (method.equals("commit") || method.equals("rollback") || method.equals("close")) {
      return method;
    }
    if (method.startsWith("prepare") || method.startsWith("create")) {
      return "prepare";
    }
    return target instanceof Connection && (method.startsWith("set") || method.startsWith("get"))
        ? "JDBC setting"
        : "other";
  }

  /** A call succeeded. */
  void succeeded(String method, Object[] arguments) {
    if (method.equals("setAutoCommit")) {
      open = !(Boolean) arguments[0];
      ran = false;
    } else if (method.startsWith("execute")) {
      ran = true;
    } else if (method.equals("commit") || method.equals("rollback") && arguments == null) {
      ran = false;
    }
  }
}
