package io.dbkeepalive.commandline;

import io.dbkeepalive.commandline.doctor.Doctor;
import io.dbkeepalive.commandline.doctor.Facts;
import io.dbkeepalive.commandline.doctor.Finding;
import io.dbkeepalive.commandline.jvm.RunningAgent;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

@Command(
    name = "doctor",
    description = {
      "Says what in the settings of the JVM, the drivers and the pools will bite, why, and what to",
      "do about it. Asks nothing of any database.",
      "Exit status 1 if there is something to do."
    })
final class DoctorCommand extends AgentCommand {
  @Override
  int run(RunningAgent running) throws IOException {
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
