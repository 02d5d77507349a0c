package io.dbkeepalive.smoke;

/** A program that has nothing to do with databases. */
public final class Hello {
  private Hello() {}

  /**
   * Greets.
   *
   * @param arguments who
   */
  public static void main(String[] arguments) {
    System.out.println("hello " + String.join(" ", arguments));
  }
}
