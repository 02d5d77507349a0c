package io.dbkeepalive.demo;

/**
 * Who logs in.
 *
 * @param user may be empty
 * @param password may be empty; never shown
 */
record Login(String user, String password) {
  /** Without the password. */
  @Override
  public String toString() {
    return "user '" + user + "'";
  }
}
