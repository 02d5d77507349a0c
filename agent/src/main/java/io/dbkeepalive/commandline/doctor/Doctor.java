package io.dbkeepalive.commandline.doctor;

import io.dbkeepalive.dialect.CompetingMachinery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what in a JVM's settings will bite. Stateless. */
public final class Doctor {
  private Doctor() {}

  /** Empty where all is well; warnings first. */
  public static List<Finding> look(Facts facts) {
    List<Finding> found = new ArrayList<>();
    Arrays.stream(JvmRules.values()).map(rule -> rule.apply(facts)).forEach(found::add);
    for (DatabaseFacts database : facts.databases) {
      for (DatabaseRules rule : DatabaseRules.values()) {
        found.add(rule.apply(database, facts));
      }
      competing(database).forEach(found::add);
    }
    for (Pool pool : facts.pools) {
      for (PoolRules rule : PoolRules.values()) {
        found.add(rule.apply(pool, facts));
      }
    }
    return found.stream()
        .filter(Objects::nonNull)
        .sorted((one, other) -> one.weight.compareTo(other.weight))
        .collect(Collectors.toList());
  }

  private static Stream<Finding> competing(DatabaseFacts database) {
    List<String> names = Arrays.asList(database.setting("competing").split(" "));
    return Arrays.stream(CompetingMachinery.values())
        .filter(each -> names.contains(each.name()))
        .map(
            each ->
                Finding.warn(
                    "competing-machinery", database.name, each.title, each.reason, each.remedy));
  }
}
