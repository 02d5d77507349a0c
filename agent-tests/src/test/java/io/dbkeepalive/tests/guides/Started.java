package io.dbkeepalive.tests.guides;

/** Stands for an application that starts. */
final class Started {
  private Started() {}

  public static void main(String[] none) {
    System.out.println("started");
  }
}
