package io.dbkeepalive.demo;

import java.util.Map;

/**
 * The shop's books against the database.
 *
 * @param lost orders that the database confirmed to the shop and that are not in it, or not whole
 * @param twice orders of which it holds more than the shop sent, confirmed or not
 */
record Audit(int lost, int twice) {
  /**
   * Compares.
   *
   * @param confirmed each order that was confirmed to the shop, with its number of lines
   * @param database each order in the database
   */
  static Audit compare(Map<String, Integer> confirmed, Map<String, OrderRows> database) {
    int lost = 0;
    int twice = 0;
    for (Map.Entry<String, Integer> order : confirmed.entrySet()) {
      OrderRows rows = database.getOrDefault(order.getKey(), OrderRows.NONE);
      if (rows.orders() == 0 || rows.lines() < order.getValue()) {
        lost++;
      } else if (rows.orders() > 1 || rows.lines() > order.getValue()) {
        twice++;
      }
    }
    for (Map.Entry<String, OrderRows> order : database.entrySet()) {
      if (!confirmed.containsKey(order.getKey()) && order.getValue().orders() > 1) {
        twice++;
      }
    }
    return new Audit(lost, twice);
  }
}
