package io.dbkeepalive.tests.support;

import java.util.List;
import java.util.regex.Pattern;

/** What the agent wrote among all that a program wrote, in its text format. */
public final class LogLines {
  private static final String MARK = "[dbkeepalive]";
  private static final Pattern DEFECT =
      Pattern.compile(
          Pattern.quote(MARK)
              + " (agent-error|class-not-woven|classes-not-woven|method-without-role)\\b");

  private LogLines() {}

  /** The agent's lines. */
  public static List<String> lines(String text) {
    return text.lines().filter(line -> line.contains(MARK)).toList();
  }

  /** The lines of one event, as {@code connection-healed}. */
  public static List<String> lines(String text, String event) {
    Pattern pattern = Pattern.compile(Pattern.quote(MARK) + " " + Pattern.quote(event) + "( |$)");
    return text.lines().filter(pattern.asPredicate()).toList();
  }

  /** The lines by which the agent says that it, and not a database, failed. */
  public static List<String> defects(String text) {
    return text.lines().filter(DEFECT.asPredicate()).toList();
  }

  /** What others wrote. */
  public static List<String> foreignLines(String text) {
    return text.lines().filter(line -> !line.contains(MARK)).toList();
  }
}
