package io.dbkeepalive.tests.operations;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.JavaHomes;
import io.dbkeepalive.tests.support.LogLines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.Driver;
import org.junit.jupiter.api.Test;

/** Whoever scrapes, and however often: the application's calls take as long as ever. */
class ScrapesIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Pattern ADDRESS =
      Pattern.compile("admin-started address=http://\\S+:(\\d+)");
  private static final int A_SECOND = 1_000;
  private static final int SECONDS = 10;
  private static final int THREADS = 4;

  /** What may differ on a machine whose few cores the scraping client wants too. */
  private static final double MOST_RATIO = 1.5;

  private static final long MOST_MORE_NANOS = 20_000;

  @Test
  void thousandScrapesASecondDoNotSlowTheApplication()
      throws IOException, InterruptedException, ExecutionException {
    ChildJvm.Running program =
        new ChildJvm(JavaHomes.current())
            .agent(ChildJvm.agentJar(), "admin=127.0.0.1:0")
            .classPath(List.of(ChildJvm.jarOf(Scraped.class), ChildJvm.jarOf(Driver.class)))
            .main(Scraped.class.getName())
            .start();
    try {
      program.awaitOutput("ready", TIMEOUT);
      program.awaitOutput("admin-started", TIMEOUT);
      Matcher port = ADDRESS.matcher(program.errorOutput());
      assertTrue(port.find());
      long before = median(program, 1, 3);
      Scrapes scrapes = new Scrapes(Integer.parseInt(port.group(1)));
      scrapes.start();
      long during = median(program, 2, SECONDS);
      int answered = scrapes.end();
      long after = median(program, 3, 3);
      long usual = Math.max(before, after);
      String figures =
          answered / SECONDS
              + " scrapes a second; median of a call in ns: "
              + before
              + " before, "
              + during
              + " during, "
              + after
              + " after, "
              + String.format("%.2f times", (double) during / usual);
      System.out.println(figures);
      assertTrue(answered >= A_SECOND * SECONDS * 0.9, figures);
      assertTrue(during <= MOST_RATIO * usual + MOST_MORE_NANOS, figures);
      program.send("end");
      ChildJvm.Result result = program.await(TIMEOUT);
      assertEquals(List.of(), LogLines.defects(result.err()));
    } finally {
      program.kill();
    }
  }

  private static long median(ChildJvm.Running program, int number, int seconds) throws IOException {
    program.send(Integer.toString(seconds));
    Pattern line = Pattern.compile("median=(\\d+) slow=\\d+ <" + number + ">");
    program.awaitOutput("<" + number + ">", TIMEOUT);
    Matcher found = line.matcher(program.output());
    assertTrue(found.find(), program::output);
    return Long.parseLong(found.group(1));
  }

  /** Clients that take turns, each with a connection of its own for each scrape. */
  private static final class Scrapes {
    private static final byte[] REQUEST =
        "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".getBytes(US_ASCII);

    private final int port;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final List<Future<?>> running = new ArrayList<>();
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();

    Scrapes(int port) {
      this.port = port;
    }

    void start() {
      long start = System.nanoTime();
      for (int i = 0; i < THREADS; i++) {
        running.add(
            threads.submit(
                () -> {
                  scrape(start);
                  return null;
                }));
      }
    }

    private void scrape(long start) throws IOException {
      for (int turn = turns.getAndIncrement();
          turn < A_SECOND * SECONDS;
          turn = turns.getAndIncrement()) {
        long due = start + turn * (1_000_000_000L / A_SECOND);
        while (System.nanoTime() - due < 0) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
          socket.getOutputStream().write(REQUEST);
          String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
          if (answer.startsWith("HTTP/1.1 200 ") && answer.contains("dbkeepalive_up{")) {
            answered.incrementAndGet();
          }
        }
      }
    }

    /** How many were answered in full. */
    int end() throws InterruptedException, ExecutionException {
      for (Future<?> each : running) {
        each.get();
      }
      threads.shutdown();
      return answered.get();
    }
  }
}
