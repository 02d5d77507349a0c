package io.dbkeepalive.commandline;

import io.dbkeepalive.telemetry.json.Json;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What all commands write to: text for people, or one line of JSON for programs. */
final class Output {
  @Option(names = "--json", description = "Write JSON, one document a line.")
  private boolean json;

  @Spec(Target.MIXEE)
  private CommandSpec command;

  boolean isJson() {
    return json;
  }

  void line(String text) {
    PrintWriter out = command.commandLine().getOut();
    out.println(text);
    out.flush();
  }

  /**
   * @param document see {@link Json}
   */
  void json(Object document) {
    line(Json.of(document));
  }
}
