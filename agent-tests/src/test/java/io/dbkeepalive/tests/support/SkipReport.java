package io.dbkeepalive.tests.support;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Prints at the end of a test run which reasons kept how many tests from running. */
public final class SkipReport implements TestExecutionListener {
  private final Map<String, Integer> testsByReason = Collections.synchronizedMap(new TreeMap<>());

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    testsByReason.merge(reason, 1, Integer::sum);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == Status.ABORTED) {
      String reason =
          result.getThrowable().map(Throwable::getMessage).orElse("aborted without a reason");
      testsByReason.merge(reason, 1, Integer::sum);
    }
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    if (!testsByReason.isEmpty()) {
      System.out.println("Skipped, with reasons:");
      testsByReason.forEach((reason, tests) -> System.out.println("  " + tests + " x " + reason));
      testsByReason.clear();
    }
  }
}
