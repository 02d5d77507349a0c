package io.dbkeepalive.commandline.check;

import io.dbkeepalive.commandline.CommandFailure;
import io.dbkeepalive.dialect.Dialect;
import io.dbkeepalive.dialect.FailureKind;
import io.dbkeepalive.dialect.IdleLimits;
import io.dbkeepalive.telemetry.log.Secrets;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Goes the way to a database step by step, so that the first that fails says what is at fault: the
 * name, the network, the login, the database. Of one thread, which may hang.
 */
public final class Check {
  private final String url;
  private final Dialect dialect;
  private final int timeOutMillis;

  /** Those that went well. Read by another thread too, when this one hangs. */
  private final List<Step> steps = new java.util.concurrent.CopyOnWriteArrayList<>();

  private long began;

  public Check(String url, int timeOutMillis) {
    this.url = url;
    this.dialect = Dialect.of(url);
    this.timeOutMillis = timeOutMillis;
  }

  public List<Step> steps() {
    return new ArrayList<>(steps);
  }

  /** Null for the first step. */
  public String lastStep() {
    List<Step> known = steps();
    return known.isEmpty() ? null : known.get(known.size() - 1).name;
  }

  /**
   * @param info for the driver; holds the password
   * @throws CommandFailure says at which step it ended
   */
  public void run(List<File> jars, Properties info) throws CommandFailure {
    begin();
    Driver driver = Drivers.find(url, jars);
    done("driver", driver.getClass().getName());
    Address address = Address.of(url);
    if (address != null) {
      reach(address);
    }
    begin();
    try (Connection connection = driver.connect(url, info)) {
      DatabaseMetaData server = connection.getMetaData();
      done("login", server.getDatabaseProductName() + " " + server.getDatabaseProductVersion());
      begin();
      if (!connection.isValid(Math.max(1, timeOutMillis / 1_000))) {
        throw CommandFailure.notReachable("ping: the connection is not valid", null);
      }
      done("ping", "valid" + (connection.isReadOnly() ? ", read-only" : ""));
      begin();
      done("idle limits", IdleLimits.ask(dialect, connection).toString());
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private void reach(Address address) throws CommandFailure {
    begin();
    InetAddress[] found;
    try {
      found = InetAddress.getAllByName(address.host);
    } catch (UnknownHostException e) {
      throw CommandFailure.notReachable(
          "resolve: nobody knows the name " + address.host + ": a wrong name, or DNS", e);
    }
    done(
        "resolve",
        Arrays.stream(found).map(InetAddress::getHostAddress).collect(Collectors.joining(" ")));
    begin();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(found[0], address.port), timeOutMillis);
    } catch (IOException e) {
      throw CommandFailure.notReachable(
          "network: "
              + address
              + " takes no connection: "
              + e.getMessage()
              + ": the server is down, or a firewall is in between",
          e);
    }
    done("network", address.toString());
  }

  private CommandFailure failure(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    String sentence =
        (steps.isEmpty() || !lastStep().equals("login") && !lastStep().equals("ping")
                ? "login: "
                : "ping: ")
            + Secrets.mask(e.getMessage())
            + " (SQLState "
            + state
            + ", code "
            + e.getErrorCode()
            + ")";
    FailureKind kind = dialect.classify(e);
    boolean isAway = kind != FailureKind.LOGIN_REFUSED && (kind.isGone() || state.startsWith("08"));
    return isAway ? CommandFailure.notReachable(sentence, e) : CommandFailure.refused(sentence, e);
  }

  private void begin() {
    began = System.nanoTime();
  }

  private void done(String name, String found) {
    steps.add(new Step(name, found, System.nanoTime() - began));
  }
}
