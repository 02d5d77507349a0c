package io.dbkeepalive.commandline;

import io.dbkeepalive.telemetry.log.Secrets;

/** A command cannot do what it should: one sentence for people, a status for scripts. */
public final class CommandFailure extends Exception {
  public final int status;

  private CommandFailure(int status, String sentence, Throwable cause) {
    super(Secrets.mask(sentence), cause);
    this.status = status;
  }

  public static CommandFailure usage(String sentence) {
    return new CommandFailure(ExitStatus.USAGE, sentence, null);
  }

  /**
   * @param cause null if there is none
   */
  public static CommandFailure notReachable(String sentence, Throwable cause) {
    return new CommandFailure(ExitStatus.NOT_REACHABLE, sentence, cause);
  }

  /**
   * @param cause null if there is none
   */
  public static CommandFailure refused(String sentence, Throwable cause) {
    return new CommandFailure(ExitStatus.REFUSED, sentence, cause);
  }
}
