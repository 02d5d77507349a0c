package io.dbkeepalive.instrumentation.weaving;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;

/** The exception table of one method, without the code that was woven into its ranges. */
final class ExceptionRanges {
  private final List<Entry> entries = new ArrayList<>();

  /** Start, end, start, end: in the order of the code. */
  private final List<Label> leftOut = new ArrayList<>();

  void leaveOutFrom(MethodVisitor code) {
    mark(code);
  }

  void leaveOutUntil(MethodVisitor code) {
    mark(code);
  }

  private void mark(MethodVisitor code) {
    Label here = new Label();
    code.visitLabel(here);
    leftOut.add(here);
  }

  /**
   * The first that fits is taken.
   *
   * @param type null for whatever is thrown
   */
  void add(Label start, Label end, Label handler, String type) {
    entries.add(new Entry(start, end, handler, type));
  }

  /** When all code is written. */
  void writeTo(MethodVisitor code) {
    for (Entry entry : entries) {
      Label from = entry.start;
      for (int i = 0; i < leftOut.size(); i += 2) {
        Label gap = leftOut.get(i);
        if (gap.getOffset() >= from.getOffset() && gap.getOffset() < entry.end.getOffset()) {
          entry.write(code, from, gap);
          from = leftOut.get(i + 1);
        }
      }
      entry.write(code, from, entry.end);
    }
  }

  private static final class Entry {
    final Label start;
    final Label end;
    private final Label handler;
    private final String type;

    Entry(Label start, Label end, Label handler, String type) {
      this.start = start;
      this.end = end;
      this.handler = handler;
      this.type = type;
    }

    /** A part of it, if there is anything. */
    void write(MethodVisitor code, Label from, Label to) {
      if (from.getOffset() < to.getOffset()) {
        code.visitTryCatchBlock(from, to, handler, type);
      }
    }
  }
}
