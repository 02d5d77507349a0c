package io.dbkeepalive.demo.shop;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * An ordinary application: it sells over a JDBC connection of its own and over a pool. It knows of
 * no agent.
 *
 * <p>Standard input: the settings, then commands, one a line: {@code hold}, {@code go}, {@code
 * report}, {@code stop}. Standard output: what its {@link Ledger} says, and {@code ready}, {@code
 * held} and {@code stopped}. The end of its input stops it too.
 */
public final class Shop {
  private static final int WEB_WORKERS = 3;

  private Shop() {}

  /** Takes no arguments. */
  public static void main(String[] arguments)
      throws IOException, SQLException, InterruptedException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Settings settings = Settings.read(in);
    Ledger ledger =
        new Ledger(
            new PrintStream(
                new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
    Gate gate = new Gate(1 + WEB_WORKERS);
    try (Counter counter = new Counter(settings, ledger);
        WebShop webShop = new WebShop(settings, ledger, WEB_WORKERS)) {
      List<Thread> threads = new ArrayList<>();
      for (int number = 0; number <= WEB_WORKERS; number++) {
        Worker worker = new Worker(number, number == 0 ? counter : webShop, gate, ledger);
        threads.add(start(worker, number));
      }
      ledger.line("ready");
      obey(in, gate, ledger);
      for (Thread thread : threads) {
        thread.join();
      }
    }
    ledger.line("stopped");
  }

  private static void obey(BufferedReader in, Gate gate, Ledger ledger)
      throws IOException, InterruptedException {
    for (String command = in.readLine(); command != null; command = in.readLine()) {
      switch (command) {
        case "hold" -> {
          gate.hold();
          ledger.line("held");
        }
        case "go" -> gate.release(false);
        case "report" -> gate.release(true);
        case "stop" -> {
          gate.close();
          return;
        }
        default ->
            throw new IllegalArgumentException(
                "unknown command '" + command + "'; known: hold, go, report, stop");
      }
    }
    gate.close();
  }

  private static Thread start(Worker worker, int number) {
    Thread thread = new Thread(worker, number == 0 ? "counter" : "web-" + number);
    thread.setUncaughtExceptionHandler(
        (failed, e) -> {
          // a shop that goes on with fewer workers would make the two runs unlike each other
          e.printStackTrace();
          Runtime.getRuntime().halt(3);
        });
    thread.start();
    return thread;
  }
}
