package io.dbkeepalive.tests.support;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program in a JVM of its own, of a chosen version and with a chosen agent; not thread-safe. */
public final class ChildJvm {
  private final Path javaHome;
  private final List<String> options = new ArrayList<>();
  private final List<String> program = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private String launcher = "java";

  public ChildJvm(Path javaHome) {
    this.javaHome = javaHome;
  }

  /** The jar or directory that a class was loaded from. */
  public static Path jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("no path to " + type, e);
    }
  }

  /** The agent's jar as Maven built it. */
  public static Path agentJar() {
    return Path.of(System.getProperty("agent.jar")).normalize();
  }

  /**
   * Adds an agent.
   *
   * @param arguments what follows the equals sign; none if empty
   */
  public ChildJvm agent(Path jar, String arguments) {
    return option("-javaagent:" + jar + (arguments.isEmpty() ? "" : "=" + arguments));
  }

  /** Adds an option of the JVM, as {@code -Dname=value}. */
  public ChildJvm option(String option) {
    options.add(option);
    return this;
  }

  /** Adds a variable to the environment that the program inherits from the tests. */
  public ChildJvm environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Runs a tool of the JDK, as {@code javac}, in place of {@code java}. */
  public ChildJvm tool(String name) {
    launcher = name;
    return this;
  }

  public ChildJvm classPath(Path... entries) {
    return classPath(List.of(entries));
  }

  public ChildJvm classPath(List<Path> entries) {
    options.add("-cp");
    options.add(
        entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    return this;
  }

  public ChildJvm main(String className, String... arguments) {
    program.add(className);
    program.addAll(List.of(arguments));
    return this;
  }

  /** Starts the program and waits for its end. */
  public Result run(Duration timeout) throws IOException {
    return start().await(timeout);
  }

  /** Starts the program and returns at once. */
  public Running start() throws IOException {
    List<String> command =
        Stream.of(List.of(javaHome.resolve("bin").resolve(launcher).toString()), options, program)
            .flatMap(List::stream)
            .toList();
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return new Running(command, builder.start());
  }

  /** What a program that ended left behind, its output as UTF-8 text. */
  public record Result(int exitCode, String out, String err) {}

  /** A program that was started; thread-safe. */
  public static final class Running {
    private final List<String> command;
    private final Process process;
    private final Output out;
    private final Output err;

    private Running(List<String> command, Process process) {
      this.command = command;
      this.process = process;
      this.out = new Output(process.getInputStream(), "out of " + process.pid());
      this.err = new Output(process.getErrorStream(), "err of " + process.pid());
    }

    public long pid() {
      return process.pid();
    }

    /** What stands in the standard output so far. */
    public String output() {
      return out.text();
    }

    /** What stands in the error output so far. */
    public String errorOutput() {
      return err.text();
    }

    /** Gives the program a line on its standard input. */
    public void send(String line) throws IOException {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    }

    /** Waits until a text stands in the standard output or the error output. */
    public void awaitOutput(String text, Duration timeout) {
      Await.until(
          () -> "'" + text + "' from " + this,
          timeout,
          () -> {
            // in this order, so that what it wrote just before its end is still seen
            boolean alive = process.isAlive();
            if (out.text().contains(text) || err.text().contains(text)) {
              return true;
            }
            if (!alive && out.isComplete() && err.isComplete()) {
              throw new AssertionError("it ended without '" + text + "': " + this);
            }
            return false;
          });
    }

    public boolean isRunning() {
      return process.isAlive();
    }

    /** Asks the program to end, by SIGTERM. */
    public void terminate() {
      process.destroy();
    }

    /** Ends the program without asking, by SIGKILL. */
    public void kill() {
      process.destroyForcibly();
    }

    /**
     * Waits for the end of the program.
     *
     * @throws AssertionError if it does not end in time; it is killed then
     */
    public Result await(Duration timeout) {
      try {
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
          kill();
          process.waitFor();
          throw new AssertionError("still running after " + timeout.toSeconds() + " s: " + this);
        }
        out.join();
        err.join();
        return new Result(process.exitValue(), out.text(), err.text());
      } catch (InterruptedException e) {
        kill();
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for " + this, e);
      }
    }

    @Override
    public String toString() {
      return String.join(" ", command) + "\nout: " + out.text() + "\nerr: " + err.text();
    }
  }

  /** Collects one stream of a program on a thread of its own, so that the program never blocks. */
  private static final class Output {
    // guarded by itself
    private final StringBuilder text = new StringBuilder();
    private final Thread reader;

    Output(InputStream stream, String name) {
      reader = new Thread(() -> copy(stream), name);
      reader.setDaemon(true);
      reader.start();
    }

    String text() {
      synchronized (text) {
        return text.toString();
      }
    }

    boolean isComplete() {
      return !reader.isAlive();
    }

    void join() throws InterruptedException {
      reader.join();
    }

    private void copy(InputStream stream) {
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          synchronized (text) {
            text.append(line).append('\n');
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
