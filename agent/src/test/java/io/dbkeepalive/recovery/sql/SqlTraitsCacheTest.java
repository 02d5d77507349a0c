package io.dbkeepalive.recovery.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.dbkeepalive.dialect.SqlDialect;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SqlTraitsCacheTest {

  private final SqlTraitsCache cache = new SqlTraitsCache(SqlDialect.MYSQL);

  @Test
  void answersLikeTheClassifierHoweverManyTextsThereAre() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 5_000; i++) {
        String read = "SELECT " + i;
        String write = "DELETE FROM t WHERE a = " + i;
        assertTrue(cache.get(read).pureRead());
        assertSame(SqlClassifier.classify(write, SqlDialect.MYSQL), cache.get(write));
      }
    }
    assertTrue(cache.size() <= 1_024 && cache.size() > 900, "kept: " + cache.size());
  }

  @Test
  void textsOfOneHashDoNotMix() {
    // "Aa" and "BB" have the same hash
    for (int i = 0; i < 3; i++) {
      assertTrue(cache.get("SELECT 'Aa'").pureRead());
      assertEquals(false, cache.get("DELETE FROM Aa").pureRead());
      assertEquals(false, cache.get("DELETE FROM BB").pureRead());
      assertTrue(cache.get("SELECT 'BB'").pureRead());
    }
  }

  @Test
  void longTextsAreJudgedButNotKept() {
    String longest = "SELECT 1" + " ".repeat(SqlTraitsCache.LONGEST_KEPT - 8);
    assertTrue(cache.get(longest + " ").pureRead());
    assertEquals(0, cache.size());
    assertTrue(cache.get(longest).pureRead());
    assertEquals(1, cache.size());
  }

  @Test
  void nothingIsUnknown() {
    assertSame(SqlTraits.UNKNOWN, cache.get(null));
    assertSame(SqlTraits.UNKNOWN, cache.get(""));
  }

  @Test
  void aHitAllocatesNothing() {
    String sql = "SELECT a FROM t WHERE b = ?";
    String equal = String.valueOf(sql.toCharArray());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long pure = hits(sql, equal); // also loads what measuring needs
    long before = threads.getCurrentThreadAllocatedBytes();
    pure += hits(sql, equal);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertEquals(80_000, pure);
    assertTrue(allocated < 20_000, "bytes for 40,000 hits: " + allocated);
  }

  @Test
  void manyThreadsGetTheSameAnswers() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> wrong = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        wrong.add(threads.submit(this::wrongAnswers));
      }
      for (Future<Integer> count : wrong) {
        assertEquals(0, count.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private long hits(String sql, String equal) {
    long pure = 0;
    for (int i = 0; i < 20_000; i++) {
      pure += cache.get(sql).pureRead() ? 1 : 0;
      pure += cache.get(equal).pureRead() ? 1 : 0;
    }
    return pure;
  }

  private int wrongAnswers() {
    int wrong = 0;
    for (int i = 0; i < 20_000; i++) {
      int text = i % 3_000;
      wrong += cache.get("SELECT " + text).pureRead() ? 0 : 1;
      wrong += cache.get("DELETE FROM t" + text).pureRead() ? 1 : 0;
    }
    return wrong;
  }
}
