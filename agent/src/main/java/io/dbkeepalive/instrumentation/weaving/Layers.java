package io.dbkeepalive.instrumentation.weaving;

import java.util.List;

/** Chooses what is woven into which method of a class. */
public interface Layers {
  /**
   * For a public method that has code and an object.
   *
   * @return the outermost first; empty for a method that stays as it is
   */
  List<Layer> of(String method, String descriptor);
}
