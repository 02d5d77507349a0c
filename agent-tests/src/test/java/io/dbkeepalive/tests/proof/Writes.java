package io.dbkeepalive.tests.proof;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows of table {@code writes} that belong together, each with an id of its own, and what the
 * application was told of them. Confined to the thread of the run.
 */
public final class Writes {
  private final Application application;
  private final boolean transaction;
  private final List<Long> ids = new ArrayList<>();
  private final Set<Long> told = new HashSet<>();
  private boolean commitAsked;
  private boolean committed;

  Writes(Application application, boolean transaction) {
    this.application = application;
    this.transaction = transaction;
  }

  /** The id of one more row. */
  public long next() {
    long id = application.nextId();
    ids.add(id);
    return id;
  }

  /** The call that wrote the row said that it did. */
  public void told(long id) {
    told.add(id);
  }

  /** Called before what commits; without it nothing of a transaction may be there. */
  public void committing() {
    commitAsked = true;
  }

  /** The commit said that it did. */
  public void committed() {
    committed = true;
  }

  /**
   * What is wrong, a sentence for each; empty if the database agrees with what was told.
   *
   * @param found how often each id is there
   */
  List<String> wrong(Map<Long, Integer> found) {
    List<String> wrong = new ArrayList<>();
    ids.stream()
        .filter(id -> found.getOrDefault(id, 0) > 1)
        .forEach(id -> wrong.add("double: row " + id));
    List<Long> missing = told.stream().filter(id -> !found.containsKey(id)).toList();
    boolean anyThere = ids.stream().anyMatch(found::containsKey);
    if (!transaction && !missing.isEmpty()) {
      wrong.add("lost: rows " + missing);
    } else if (committed && !missing.isEmpty()) {
      wrong.add("told committed but not there: rows " + missing + " of " + ids);
    } else if (transaction && anyThere && !missing.isEmpty()) {
      wrong.add("part of a transaction: " + missing + " missing of " + ids);
    }
    if (transaction && anyThere && !commitAsked) {
      wrong.add("committed though nobody asked: " + ids);
    }
    return wrong;
  }
}
