package io.dbkeepalive.demo;

/** A disturbance is not possible here; the message says why. */
final class CannotDisturb extends Exception {
  CannotDisturb(String reason) {
    super(reason);
  }
}
