package io.dbkeepalive.connection;

import io.dbkeepalive.connection.budget.Budget;
import io.dbkeepalive.connection.budget.Place;
import io.dbkeepalive.telemetry.DatabaseName;
import io.dbkeepalive.telemetry.events.BudgetEvents;
import java.lang.reflect.InvocationTargetException;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** Takes places of the budget for what the application opens. Stateless. */
public final class Places {
  private Places() {}

  /**
   * Waits where the budget is used up.
   *
   * @param opener a driver, or a driver's own data source
   * @param url null where the source does not tell
   * @return null where the opener does not take the URL
   * @throws SQLTransientConnectionException for the application: no place became free
   */
  static Place take(Budget budget, Object opener, String url) throws SQLException {
    if (opener instanceof Driver && !accepts((Driver) opener, url)) {
      return null; // DriverManager asks one driver after the other: the next may be the one
    }
    String database = DatabaseName.of(url);
    String target =
        url != null
            ? UrlLogin.withoutPassword(url)
            : opener.getClass().getName() + '@' + System.identityHashCode(opener);
    String key = DatabaseName.isComplete(database) ? database : database + ' ' + target;
    try {
      return budget.take(key, database, opener.getClass());
    } catch (SQLTransientConnectionException e) {
      BudgetEvents.connectRefused(database, e);
      throw e;
    }
  }

  private static boolean accepts(Driver driver, String url) {
    try {
      return driver.acceptsURL(url);
    } catch (SQLException | RuntimeException e) {
      return false; // it will say so itself
    }
  }

  /** What data sources of all vendors tell, by one name or the other; null if they do not. */
  public static String urlOf(Object source) {
    for (String getter : new String[] {"getUrl", "getURL"}) {
      try {
        Object url = source.getClass().getMethod(getter).invoke(source);
        if (url instanceof String) {
          return (String) url;
        }
      } catch (NoSuchMethodException
          | IllegalAccessException
          | InvocationTargetException
          | RuntimeException e) {
        continue; // the other name, or none
      }
    }
    return null;
  }
}
