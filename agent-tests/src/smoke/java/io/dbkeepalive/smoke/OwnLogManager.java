package io.dbkeepalive.smoke;

import java.util.logging.LogManager;
import java.util.logging.Logger;

/** The application's log manager: tells when it is made, which only the application may cause. */
public final class OwnLogManager extends LogManager {
  public OwnLogManager() {
    System.out.println("log manager made");
  }

  /** Apart from the manager, which must not be loaded with the program. */
  public static final class Program {
    private Program() {}

    /**
     * Works with a database, then logs.
     *
     * @param arguments the JDBC URL
     */
    public static void main(String[] arguments) throws Exception {
      Woven.main(arguments);
      System.out.println("first logger");
      Logger.getLogger("application").fine("not shown");
      System.out.println("its manager " + LogManager.getLogManager().getClass().getSimpleName());
    }
  }
}
