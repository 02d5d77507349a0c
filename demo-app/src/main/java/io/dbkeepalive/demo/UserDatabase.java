package io.dbkeepalive.demo;

/** A database of the user's, of which the demo touches its own tables and sessions only. */
record UserDatabase(ServerUrl url, Login login) implements DemoDatabase {
  @Override
  public String description() {
    return "the database at " + url.address();
  }

  @Override
  public ServerUrl shopUrl() {
    return url.withSessionVariable("wait_timeout=3");
  }

  @Override
  public boolean isOfDemo() {
    return false;
  }

  @Override
  public void stopServer() {
    throw new UnsupportedOperationException("a user's server is never restarted");
  }

  @Override
  public void startServer() {
    stopServer();
  }

  @Override
  public void close() {
    // it was here before the demo and stays
  }
}
