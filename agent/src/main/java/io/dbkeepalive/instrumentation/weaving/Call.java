package io.dbkeepalive.instrumentation.weaving;

/** A call of one of {@code Dispatch}'s static methods, as woven code makes it. Immutable. */
public final class Call {
  /** What lies on the operand stack before the operands do. */
  enum Head {
    NOTHING(""),

    /** What the driver returned, which stays there below; null where it returned nothing. */
    RESULT("Ljava/lang/Object;"),

    /** What the driver returned, an object, for which the call's answer is returned. */
    OBJECT("Ljava/lang/Object;"),

    /** The same for a truth value. */
    FLAG("Z"),

    /** What the driver threw; null if it was left out. */
    THROWN("Ljava/lang/Throwable;");

    final String descriptor;

    Head(String descriptor) {
      this.descriptor = descriptor;
    }
  }

  /** The most that {@link Operand#ARGUMENTS} lays on the stack: array, array, index, a long. */
  private static final int MAKING_ARGUMENTS = 5;

  final String name;
  final Head head;
  final Operand[] operands;
  final String descriptor;

  private Call(String name, Head head, String answer, Operand... operands) {
    this.name = name;
    this.head = head;
    this.operands = operands;
    StringBuilder types = new StringBuilder("(").append(head.descriptor);
    for (Operand operand : operands) {
      types.append(operand.descriptor);
    }
    this.descriptor = types.append(')').append(answer).toString();
  }

  /** Gives nothing. */
  public static Call of(String name, Operand... operands) {
    return new Call(name, Head.NOTHING, "V", operands);
  }

  /**
   * At a method's start.
   *
   * @param answer {@link Operand#TOKEN} or {@link Operand#OUTERMOST}, for the calls at the end
   */
  public static Call giving(Operand answer, String name, Operand... operands) {
    return new Call(name, Head.NOTHING, answer.descriptor, operands);
  }

  /** At a method's end: first of all takes what the driver returned, boxed. */
  public static Call ofResult(String name, Operand... operands) {
    return new Call(name, Head.RESULT, "V", operands);
  }

  /** At a method's end: takes the object that the driver returned, and says what to return. */
  public static Call replacingObject(String name, Operand... operands) {
    return new Call(name, Head.OBJECT, "Ljava/lang/Object;", operands);
  }

  /** The same for a truth value. */
  public static Call replacingFlag(String name, Operand... operands) {
    return new Call(name, Head.FLAG, "Z", operands);
  }

  /** For a driver that failed: takes what it threw, and says what to return, boxed, or throws. */
  public static Call ofThrown(String name, Operand... operands) {
    return new Call(name, Head.THROWN, "Ljava/lang/Object;", operands);
  }

  boolean needs(Operand operand) {
    for (Operand each : operands) {
      if (each == operand) {
        return true;
      }
    }
    return false;
  }

  boolean needsArguments() {
    for (Operand each : operands) {
      if (each.isArgument()) {
        return true;
      }
    }
    return false;
  }

  /** How many places on the operand stack it takes at most, a returned long below included. */
  int stack() {
    int places = 2;
    for (Operand operand : operands) {
      places += operand == Operand.ARGUMENTS ? MAKING_ARGUMENTS : 2;
    }
    return places;
  }
}
