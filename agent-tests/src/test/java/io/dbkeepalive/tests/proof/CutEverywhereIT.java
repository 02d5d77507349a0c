package io.dbkeepalive.tests.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The proof at a size for each build: all workloads, all cuts, the agent with its default options.
 * docs/recovery.md names the command that does it in full, with every configuration and the peers.
 */
class CutEverywhereIT {
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  /** Calls that heal unseen, whatever happens to them but silence. */
  private static final Set<String> UNSEEN =
      Set.of(
          "read",
          "read, first in a transaction",
          "repeatable read, first in a transaction",
          "read, prepare",
          "write, prepare",
          "generated keys, prepare",
          "batch, prepare",
          "JDBC setting",
          "literal session state");

  /** Calls that heal unseen where the kernel knew of the loss before. */
  private static final Set<String> UNSEEN_WHILE_IDLE =
      Set.of(
          "write",
          "generated keys",
          "batch",
          "several statements in one",
          "write, first in a transaction",
          "cursor, first in a transaction");

  private static List<Run> runs;

  @BeforeAll
  static void cutEverywhere() throws IOException {
    List<Setup> setups =
        new ArrayList<>(
            Contest.setups(Contestant.AGENT, false, EnumSet.of(Configuration.CONNECTOR_J)));
    setups.addAll(
        Contest.setups(Contestant.AGENT, true, EnumSet.of(Configuration.PGJDBC_PREPARES)));
    runs =
        new Contest(
                Path.of(System.getProperty("build.directory"), "proof"),
                EnumSet.allOf(CutKind.class),
                "",
                TIMEOUT)
            .run(Contestant.AGENT, setups);
  }

  /** Nothing lost, double, in part, or silently gone. */
  @Test
  void noRunIsWrong() {
    assertNone(runs, Run::isWrong);
  }

  /** A proof that cuts nothing proves nothing. */
  @Test
  void allWorkloadsAreCutInAllWays() {
    for (Setup setup : runs.stream().map(Run::setup).collect(Collectors.toSet())) {
      Set<String> expected =
          Workloads.ALL.stream().map(workload -> workload.get().name()).collect(Collectors.toSet());
      for (CutKind kind : CutKind.values()) {
        assertEquals(
            expected,
            cut().stream()
                .filter(run -> run.setup().equals(setup) && run.cut() == kind)
                .map(Run::workload)
                .collect(Collectors.toSet()),
            setup.configuration() + " " + kind);
      }
    }
    assertTrue(cut().size() > 0.95 * runs.size(), "planned cuts that never came");
  }

  @Test
  void readsAndSettingsHealUnseen() {
    List<Run> these =
        cut().stream()
            .filter(run -> UNSEEN.contains(run.kindCut()) && !run.cut().isSilent())
            .toList();
    assertFalse(these.isEmpty());
    assertNone(these, Run::isTold);
  }

  @Test
  void writesHealUnseenWhereTheLossWasKnownBefore() {
    List<Run> these =
        cut().stream()
            .filter(run -> UNSEEN_WHILE_IDLE.contains(run.kindCut()) && run.cut().isIdle())
            .toList();
    assertFalse(these.isEmpty());
    assertNone(these, Run::isTold);
  }

  private static List<Run> cut() {
    return runs.stream().filter(run -> run.kindCut() != null).toList();
  }

  private static void assertNone(List<Run> of, Predicate<Run> bad) {
    List<String> found = of.stream().filter(bad).map(Run::toString).toList();
    assertTrue(
        found.isEmpty(),
        () ->
            found.size()
                + " of "
                + of.size()
                + " runs, such as\n"
                + String.join("\n", found.subList(0, Math.min(20, found.size()))));
  }
}
