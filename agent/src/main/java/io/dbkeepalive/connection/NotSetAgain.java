package io.dbkeepalive.connection;

/**
 * The driver does not take a parameter on another connection that it took on the lost one: an
 * object of its own, say, that belongs to that. The cause is what the driver threw.
 */
final class NotSetAgain extends Exception {
  private static final long serialVersionUID = 1L;

  /** Which of them it is among; those of a batch's row are others than those that are set now. */
  final transient Parameters among;

  /** An index, or a name with the letter of its setter before it. */
  final transient Object key;

  NotSetAgain(Parameters among, Object key, Object value, Throwable driver) {
    super(
        "parameter "
            + (key instanceof String ? ((String) key).substring(2) : key)
            + " is a "
            + (value == null ? "null" : value.getClass().getName())
            + ", which the driver does not set again on another connection",
        driver);
    this.among = among;
    this.key = key;
  }
}
