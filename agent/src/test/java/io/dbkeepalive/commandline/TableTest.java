package io.dbkeepalive.commandline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void columnsAreAsWideAsWhatStandsInThem() {
    Table table =
        new Table("DATABASE", "UP").row("mysql://db1:3306/shop", "no").row("h2:mem:a", "");

    assertEquals(
        List.of("DATABASE               UP", "mysql://db1:3306/shop  no", "h2:mem:a"),
        table.lines());
  }

  @Test
  void rowHasAsManyCellsAsTheHeader() {
    assertThrows(IllegalArgumentException.class, () -> new Table("A", "B").row("a"));
  }
}
