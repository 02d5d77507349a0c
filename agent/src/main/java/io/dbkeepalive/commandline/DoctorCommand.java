package io.dbkeepalive.commandline;

import io.dbkeepalive.commandline.doctor.Doctor;
import io.dbkeepalive.commandline.doctor.Facts;
import io.dbkeepalive.commandline.doctor.Finding;
import io.dbkeepalive.commandline.jvm.RunningAgent;
import io.dbkeepalive.telemetry.state.Checked;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "doctor",
    description = {
      "Says what in the settings of the JVM, the drivers and the pools will bite, why, and what to",
      "do about it. Asks nothing of any database, unless --ask-database is given.",
      "Exit status 1 if there is something to do."
    })
final class DoctorCommand extends AgentCommand {
  @Option(
      names = "--ask-database",
      description = {
        "Have the agent ask each database, on a connection that nobody uses just now, after how",
        "much idleness it ends a session; it does so by itself where ping-interval is auto."
      })
  private boolean asksDatabase;

  @Override
  int run(RunningAgent running) throws IOException {
    if (asksDatabase) {
      Checked asked = Checked.parse(running.agent.askLimits());
      if (asked.lost + asked.unknown > 0) {
        output.error("not all databases have said their limits: " + asked);
      }
    }
    List<Finding> findings = Doctor.look(Facts.of(running));
    if (output.isJson()) {
      output.json(findings.stream().map(Finding::asDocument).collect(Collectors.toList()));
    } else if (findings.isEmpty()) {
      output.line("nothing found in " + running.jvm);
    } else {
      for (Finding each : findings) {
        output.line(each.weight + "  " + each.name + "  " + each.subject);
        output.line("  found:  " + each.found);
        output.line("  why:    " + each.why);
        output.line("  remedy: " + each.remedy);
      }
    }
    return ExitStatus.of(findings.stream().noneMatch(each -> each.weight == Finding.Weight.WARN));
  }
}
