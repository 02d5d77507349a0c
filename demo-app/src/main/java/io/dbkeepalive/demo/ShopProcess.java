package io.dbkeepalive.demo;

import io.dbkeepalive.demo.shop.Settings;
import io.dbkeepalive.demo.shop.Shop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The shop as a JVM of its own.
 *
 * <p>Not thread safe, except {@link #close}.
 */
final class ShopProcess implements AutoCloseable {
  private static final Set<String> EVENTS = Set.of("ready", "held", "stopped");
  private static final String ENDED = "ended";

  private final Process process;
  private final Path log;
  private final PrintWriter logWriter;
  private final PrintWriter commands;
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final Books books;
  private final Thread logReader;

  /**
   * Starts the shop.
   *
   * @param agent empty for a run without it
   * @param log where the shop's standard error goes, and what it said failed
   * @param books filled as the shop works
   */
  ShopProcess(Settings settings, Optional<Path> agent, Path log, Books books) throws IOException {
    this.log = log;
    this.books = books;
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // debug, so that each heal is a line of its own to be counted
    agent.ifPresent(jar -> command.add("-javaagent:" + jar.toAbsolutePath() + "=log-level=debug"));
    command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
    command.add(Shop.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command);
    // the demo's own variables look like options of the agent's, and one of them is a password
    builder.environment().keySet().removeIf(name -> name.startsWith("DBKEEPALIVE_DEMO_"));
    logWriter = new PrintWriter(Files.newBufferedWriter(log, StandardCharsets.UTF_8), true);
    process = builder.start();
    commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    settings.lines().forEach(commands::println);
    start("shop-ledger", this::readLedger);
    logReader = start("shop-log", this::readLog);
  }

  void send(String command) {
    commands.println(command);
  }

  /**
   * Waits for the shop to say {@code event}.
   *
   * @throws IllegalStateException if it ends, or takes longer than {@code limit}
   */
  void await(String event, Duration limit) throws InterruptedException {
    String heard = events.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    if (heard == null) {
      throw new IllegalStateException(
          "the shop did not say '" + event + "' within " + limit.toSeconds() + " s; see " + log);
    }
    if (!heard.equals(event)) {
      throw new IllegalStateException(
          "the shop said '" + heard + "' instead of '" + event + "'; see " + log);
    }
  }

  /** Lets the shop trade. */
  void run(Duration duration) throws InterruptedException {
    if (process.waitFor(duration.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException(
          "the shop ended by itself with status " + process.exitValue() + "; see " + log);
    }
  }

  /** Lets the shop serve those who are in it, and waits for its end. */
  void stop(Duration limit) throws InterruptedException {
    send("stop");
    await("stopped", limit);
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException(
          "the shop's JVM did not end within " + limit.toSeconds() + " s; see " + log);
    }
    logReader.join();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    logWriter.close();
  }

  private void readLedger() {
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (EVENTS.contains(line)) {
          events.add(line);
        } else {
          books.enter(line);
          if (Books.isFailure(line)) {
            logWriter.println(line);
          }
        }
      }
    } catch (IOException e) {
      events.add(ENDED + " (" + e.getMessage() + ")");
    } catch (IllegalArgumentException e) {
      events.add(e.getMessage());
    }
    events.add(ENDED);
  }

  private void readLog() {
    try (BufferedReader in = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        logWriter.println(line);
        books.log(line);
      }
    } catch (IOException e) {
      logWriter.println("the rest of the log cannot be read: " + e.getMessage());
    }
  }

  private static Thread start(String name, Runnable reader) {
    Thread thread = new Thread(reader, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
