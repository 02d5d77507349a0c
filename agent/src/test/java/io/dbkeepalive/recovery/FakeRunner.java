package io.dbkeepalive.recovery;

import java.util.ArrayList;
import java.util.List;

/** Counts how often a call is run, and on what. */
final class FakeRunner implements FailedCall.Runner {
  final List<Integer> attempts = new ArrayList<>();
  int deadRuns;
  int parametersTold;
  Outcome again = Outcome.of("again");
  Outcome dead = Outcome.of("dead");

  @Override
  public Outcome runAgain(int attempt) {
    attempts.add(attempt);
    return again;
  }

  @Override
  public void parametersTold() {
    parametersTold++;
  }

  @Override
  public Outcome runDead() {
    deadRuns++;
    return dead;
  }
}
