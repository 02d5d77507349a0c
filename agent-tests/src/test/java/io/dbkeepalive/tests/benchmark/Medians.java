package io.dbkeepalive.tests.benchmark;

import java.util.List;

/** On a machine that others use too a mean tells more of them than of what is measured. */
final class Medians {
  private Medians() {}

  /** The upper one of an even number of values; there must be one. */
  static double of(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
