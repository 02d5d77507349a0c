package io.dbkeepalive.tests.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.ServerKind;
import io.dbkeepalive.tests.support.Skip;
import io.dbkeepalive.tests.support.TcpProxy.Cut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see in a real browser. Its pictures are for people too, to look at. */
class StatusPageIT {
  private static final Path PICTURES = Path.of("target", "status-page");
  private static final String HOSTILE = "jdbc:<img src=x onerror=document.title=1>*";

  @TempDir private Path directory;
  private Operation operation;
  private Browser browser;

  @BeforeEach
  void open() throws IOException {
    Path program = Browser.program().orElse(null);
    if (program == null) {
      Skip.because("chromium is not installed");
    }
    operation =
        new Operation(
            new Pairing(JdbcDriver.CONNECTOR_J, ServerKind.MARIADB_EMBEDDED),
            "recovery-timeout=2s,breaker-open=1s,ping-interval=5s,exclude=" + HOSTILE);
    browser = new Browser(program, directory);
    browser.look(1200, 900, "light");
    browser.open("http://" + operation.authority() + "/");
  }

  @AfterEach
  void close() throws IOException {
    if (browser != null) {
      browser.close();
    }
    if (operation != null) {
      operation.close();
    }
  }

  @Test
  void databaseThatGoesAndComesBackIsSeenWithWhatToDo() throws IOException {
    browser.await(has("#overall", "UP: all databases are there"));
    browser.await(has(".database .facts", "5 idle"));
    browser.await("document.querySelectorAll('.connections tbody tr').length === 5");
    browser.await(has("#findings", "Nothing needs you"));
    pictures("up");
    operation.proxy.refuse();
    operation.proxy.cutAll(Cut.RST);
    operation.run("all SELECT 1");
    browser.await(has("#overall", "DOWN: 1 database is not there"));
    browser.await(has("#findings .urgent", "Now: the database"));
    browser.await(has("#findings .urgent", "Start the database."));
    browser.await("document.querySelector('svg .down') && document.querySelector('svg .failures')");
    pictures("down");
    operation.proxy.accept();
    browser.await(has("#overall", "UP"));
    browser.await(has("#findings", "It was away, and is back"));
    browser.await("document.querySelector('svg .heals')");
    browser.await(has("figcaption", "5 healed,"));
    pictures("back");
    operation.program.kill();
    browser.await(has("#trouble", "The endpoint does not answer"));
    browser.await(has("#overall", "Not known: no answer for"));
    browser.await(has("#age.old", "as of"));
    pictures("gone");
    assertClean();
  }

  /** By Tab and Enter alone. */
  @Test
  void keyboardIsEnoughToActAndTheTokenIsKeptNowhere() {
    browser.await(has(".database .facts", "5 idle"));
    operation.proxy.cutAll(Cut.RST);
    tabTo("document.activeElement.dataset.action === 'recover' && document.activeElement.database");
    browser.press("Enter");
    browser.await(has("#outcome", "Type the token first."));
    browser.await("document.activeElement.id === 'token'");
    browser.type("wrong");
    browser.press("Enter");
    browser.await(has("#token-state", "A token is used"));
    tabTo("document.activeElement.dataset.action === 'recover'");
    browser.press("Enter");
    browser.await(has("#outcome", "recover: not done, refused: a wrong token"));
    tabTo("document.activeElement.id === 'token'");
    browser.type(Operation.TOKEN);
    browser.press("Enter");
    browser.await("document.getElementById('token').value === ''");
    tabTo("document.activeElement.dataset.action === 'recover'");
    browser.press("Enter");
    browser.await(has("#outcome", "recover: 5 well, 0 lost"));
    assertTrue(browser.is("localStorage.length + sessionStorage.length === 0"));
    assertTrue(browser.is("document.cookie === ''"));
    assertFalse(browser.text().contains(Operation.TOKEN), browser.text());
    assertClean();
  }

  private void tabTo(String expression) {
    for (int i = 0; i < 60; i++) {
      browser.press("Tab");
      if (browser.is("document.activeElement && (" + expression + ")")) {
        return;
      }
    }
    throw new AssertionError("no way by Tab to " + expression);
  }

  @Test
  void whatIsHostileStaysText() {
    browser.await(has("#given", "<img src=x onerror=document.title=1>"));
    browser.await(has("#events", "<img src=x"));
    assertTrue(browser.is("document.images.length === 0"), browser::text);
    assertTrue(browser.is("document.title.endsWith('dbkeepalive')"), browser::text);
    assertFalse(browser.text().contains(Operation.TOKEN), browser.text());
    assertClean();
  }

  /** No exception, nothing that the policy forbids, nothing from outside. */
  private void assertClean() {
    assertEquals(List.of(), browser.complaints());
    String own = "http://" + operation.authority() + "/";
    List<String> foreign =
        browser.requests().stream()
            .filter(each -> !each.startsWith(own) && !each.startsWith("data:"))
            .filter(each -> !each.equals("about:blank"))
            .toList();
    assertEquals(List.of(), foreign);
  }

  private static String has(String selector, String text) {
    return "[...document.querySelectorAll('"
        + selector
        + "')].some(each => each.innerText.includes('"
        + text
        + "'))";
  }

  /** At the width of a desktop and a phone, where nothing may stick out. */
  private void pictures(String name) throws IOException {
    Files.createDirectories(PICTURES);
    for (String scheme : List.of("light", "dark")) {
      for (int width : List.of(1200, 390)) {
        browser.look(width, 900, scheme);
        assertTrue(
            browser.is("document.documentElement.scrollWidth <= innerWidth"),
            () -> name + " sticks out at " + width);
        Files.write(
            PICTURES.resolve(name + "-" + width + "-" + scheme + ".png"), browser.picture());
      }
    }
  }
}
