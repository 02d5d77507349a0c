package io.dbkeepalive.demo.shop;

/** The one slow query of the shop's: it reads, and changes nothing. */
public final class SalesReport {
  /** Stands in no other statement of the shop's. */
  public static final String MARK = "CROSS JOIN";

  private SalesReport() {}

  /**
   * Text of the query. Its one parameter is the number of rows that it joins with all others.
   *
   * @param prefix of the names of the shop's tables
   */
  public static String sql(String prefix) {
    String numbers = prefix + "numbers";
    return String.format(
        "SELECT COUNT(*) FROM %s a %s %s b WHERE a.id <= ? AND a.id * b.id > 0",
        numbers, MARK, numbers);
  }
}
