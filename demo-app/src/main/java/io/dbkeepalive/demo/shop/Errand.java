package io.dbkeepalive.demo.shop;

/** What a customer wants after having browsed. */
enum Errand {
  /** One order: a single INSERT, committed by itself. */
  ORDER,
  /** One order with lines, taken from the stock: a small transaction. */
  BASKET,
  /** Read only: how much of an item is left. */
  QUESTION,
  /** Read only and slow: the sales report of the owner, asked for by the command {@code report}. */
  REPORT;

  /**
   * The errands of customers take turns, so that whatever happens to the database meets all of
   * them.
   *
   * @param turn any number from 0 on
   */
  static Errand ofCustomer(int turn) {
    return switch (turn % 3) {
      case 0 -> ORDER;
      case 1 -> BASKET;
      default -> QUESTION;
    };
  }
}
