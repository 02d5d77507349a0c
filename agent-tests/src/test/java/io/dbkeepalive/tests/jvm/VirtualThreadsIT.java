package io.dbkeepalive.tests.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.ChildJvm.Result;
import io.dbkeepalive.tests.support.DatabaseServer;
import io.dbkeepalive.tests.support.JavaHomes;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.LogLines;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.ServerKind;
import io.dbkeepalive.tests.support.SmokeClassPath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualThreadsIT {
  private static final Pairing PAIRING =
      new Pairing(JdbcDriver.PGJDBC, ServerKind.POSTGRESQL_EMBEDDED);

  @ParameterizedTest(name = "Java {0}")
  @ValueSource(ints = {21, 25})
  void healsWithoutPinning(int version, @TempDir Path directory) throws IOException {
    Path recording = directory.resolve("pinned.jfr");
    DatabaseServer server = PAIRING.server();
    Result result =
        new ChildJvm(JavaHomes.of(version))
            .agent(ChildJvm.agentJar(), "validate-after-idle=0ms")
            .option("-Xlog:disable") // the recorder's news of itself
            .option("-XX:FlightRecorderOptions=stackdepth=512")
            .option(
                "-XX:StartFlightRecording=filename="
                    + recording
                    + ",jdk.VirtualThreadPinned#threshold=0ns")
            .classPath(SmokeClassPath.forJava(version))
            .main(
                "io.dbkeepalive.smoke.VirtualThreads",
                server.url(PAIRING.driver()),
                server.user(),
                server.password())
            .run(Duration.ofSeconds(60));
    assertEquals(0, result.exitCode(), result::toString);
    assertEquals("answer 1\n".repeat(17), result.out(), result::err);
    assertEquals(List.of(), LogLines.defects(result.err()));
    List<RecordedEvent> pinned =
        RecordingFile.readAllEvents(recording).stream()
            .filter(event -> event.getEventType().getName().equals("jdk.VirtualThreadPinned"))
            .toList();
    // the one that the program makes on purpose shows that others would have been recorded
    assertEquals(
        1, pinned.stream().filter(VirtualThreadsIT::isOnPurpose).count(), pinned::toString);
    // the JDK's own virtual threads are not of interest
    assertEquals(
        List.of(),
        pinned.stream()
            .filter(event -> hasFrame(event, "io\\.dbkeepalive\\..*") && !isOnPurpose(event))
            .toList());
  }

  private static boolean isOnPurpose(RecordedEvent event) {
    return hasFrame(event, ".*\\$Pinned");
  }

  private static boolean hasFrame(RecordedEvent event, String typePattern) {
    return event.getStackTrace().getFrames().stream()
        .anyMatch(frame -> frame.getMethod().getType().getName().matches(typePattern));
  }
}
