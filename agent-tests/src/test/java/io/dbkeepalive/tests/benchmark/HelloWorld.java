package io.dbkeepalive.tests.benchmark;

/** A program that knows nothing of JDBC. */
public final class HelloWorld {
  private HelloWorld() {}

  public static void main(String[] none) {
    System.out.println("hello");
  }
}
