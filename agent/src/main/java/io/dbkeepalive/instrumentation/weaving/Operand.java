package io.dbkeepalive.instrumentation.weaving;

/** What woven code hands to {@code Dispatch}, and how class files write its type. */
public enum Operand {
  /** The object that was called. */
  SELF("Ljava/lang/Object;"),

  /** The number of the JDBC method in the catalogue. */
  METHOD("I"),

  /** The method's name. */
  NAME("Ljava/lang/String;"),

  /** What the call at the start gave, where that is an object. */
  TOKEN("Ljava/lang/Object;"),

  /** The same, where it is a truth value. */
  OUTERMOST("Z"),

  /** All arguments, in an array that is made for it. */
  ARGUMENTS("[Ljava/lang/Object;"),

  FIRST_INT("I"),
  FIRST_FLAG("Z"),

  /** Null where there is no argument. */
  FIRST_STRING("Ljava/lang/String;"),

  SECOND_FLAG("Z"),

  /** Of any integral type. */
  SECOND_LONG("J"),

  /** Of any floating-point type. */
  SECOND_DOUBLE("D"),

  SECOND_OBJECT("Ljava/lang/Object;");

  final String descriptor;

  Operand(String descriptor) {
    this.descriptor = descriptor;
  }

  boolean isArgument() {
    return ordinal() >= ARGUMENTS.ordinal();
  }
}
