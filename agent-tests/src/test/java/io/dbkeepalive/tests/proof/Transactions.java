package io.dbkeepalive.tests.proof;

import java.sql.Connection;

/** Says what a JDBC call is about, and follows the transaction. Thread-confined. */
final class Transactions {
  private boolean open;
  private boolean ran;

  /** The kind of call, and its place in a transaction where that matters. */
  String kindOf(String method, Object target, Object[] arguments, String executes) {
    if (method.startsWith("execute") || method.equals("getMoreResults")) {
      return executes + (open && !ran ? ", first in a transaction" : later());
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
      return executes + ", prepare" + later();
    }
    return target instanceof Connection && (method.startsWith("set") || method.startsWith("get"))
        ? "JDBC setting" + later()
        : "other";
  }

  private String later() {
    return open && ran ? ", later in a transaction" : "";
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
