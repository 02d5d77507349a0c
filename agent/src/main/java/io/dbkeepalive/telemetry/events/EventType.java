package io.dbkeepalive.telemetry.events;

import static org.slf4j.event.Level.DEBUG;
import static org.slf4j.event.Level.ERROR;
import static org.slf4j.event.Level.INFO;
import static org.slf4j.event.Level.WARN;

import io.dbkeepalive.telemetry.EnumWords;
import org.slf4j.event.Level;

/** Everything that the agent tells people of. The README says what each one means. */
public enum EventType {
  AGENT_STARTED(INFO),
  AGENT_DISABLED(INFO),
  AGENT_ENABLED(INFO),
  AGENT_ERROR(ERROR),
  OPTION_WRONG(ERROR),
  ADMIN_STARTED(INFO),
  ADMIN_UNUSABLE(ERROR),
  ADMIN_REFUSED(WARN),
  ADMIN_ACTION(INFO),
  JMX_MISSING(DEBUG),
  HOURLY_SUMMARY(INFO),

  ALERT(WARN),
  ALERT_OVER(INFO),
  WEBHOOK_FAILED(WARN),

  CONNECTION_OPENED(DEBUG),
  CONNECTION_UNMANAGED(INFO),
  CONNECTION_HEALED(WARN),
  CONNECTION_RECYCLED(INFO),
  HEAL_FAILED(ERROR),
  HEAL_SKIPPED(DEBUG),
  LOGIN_REFUSED(ERROR),
  INIT_SQL_FAILED(ERROR),
  TIME_OUT_NOT_SET(WARN),
  COMPETING_MACHINERY(WARN),
  SESSION_KNOWN(DEBUG),

  CALL_REFUSED(WARN),
  CALL_REPEATED(DEBUG),
  WOULD_HEAL(WARN),
  WOULD_REFUSE(WARN),
  CALL_STALLED(WARN),
  CALL_ABORTED(WARN),

  CONNECTION_PINGED(DEBUG),
  PING_FAILED(DEBUG),
  PING_INTERVAL(INFO),
  IDLE_DEATH(WARN),

  RECONNECT_LIMITED(WARN),
  BREAKER_OPENED(ERROR),
  BREAKER_HALF_OPEN(DEBUG),
  BREAKER_TRIAL_FAILED(DEBUG),
  BREAKER_CLOSED(INFO),

  BUDGET_TOO_SMALL(WARN),
  CONNECT_REFUSED(WARN),
  CONNECTION_LEAK(WARN),
  CONNECTION_LEAK_OVER(WARN),

  CLASS_NOT_WOVEN(WARN),
  CLASSES_NOT_WOVEN(WARN),
  CLASS_UNKNOWN(DEBUG),
  CLASS_WOVEN(DEBUG),
  DRIVER_IN_USE(WARN),
  METHOD_WITHOUT_ROLE(WARN),
  PROBE_OFF(DEBUG);

  private final Level level;
  private final String text = EnumWords.of(this);

  EventType(Level level) {
    this.level = level;
  }

  public Level level() {
    return level;
  }

  /** As the log writes it: {@code connection-healed}. */
  @Override
  public String toString() {
    return text;
  }
}
