package io.dbkeepalive.demo;

/**
 * What the database holds of one order number.
 *
 * @param orders rows in the table of orders; 1 is right
 * @param lines rows in the table of order lines
 */
record OrderRows(int orders, int lines) {
  static final OrderRows NONE = new OrderRows(0, 0);
}
