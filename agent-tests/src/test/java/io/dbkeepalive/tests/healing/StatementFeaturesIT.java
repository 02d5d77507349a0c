package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dbkeepalive.tests.support.ForEachPairing;
import io.dbkeepalive.tests.support.Pairing;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Statements that were made ready before the loss do after it what those of a twin do, which was
 * never lost: work in the same way, or fail by the driver's own exception, to which we add nothing.
 */
class StatementFeaturesIT {
  @ForEachPairing
  void doAsThoseOfAnUndisturbedTwin(Pairing pairing) throws SQLException {
    Sql.table(pairing, "featured", " (id INT PRIMARY KEY, v VARCHAR(20))");
    try (Connection disturbed = pairing.connect();
        Connection twin = pairing.connect()) {
      Sql.execute(twin, "INSERT INTO featured VALUES (1, 'a'), (2, 'b'), (3, 'c')");
      List<Feature> features = Feature.all();
      List<Statement> made = make(features, disturbed);
      List<Statement> ofTwin = make(features, twin);
      Loss loss = Loss.killWhileIdle(pairing, disturbed);
      for (int i = 0; i < features.size(); i++) {
        assertSame(features.get(i), made.get(i), ofTwin.get(i));
      }
      loss.assertHealed();
    }
  }

  /** As it was made ready before the loss, and then once more. */
  private static void assertSame(Feature feature, Statement disturbed, Statement ofTwin)
      throws SQLException {
    assertEquals(feature.use(ofTwin), feature.use(disturbed), feature.name());
    assertEquals(ofTwin.isClosed(), disturbed.isClosed(), feature.name() + ", closed by it");
    if (!ofTwin.isClosed()) {
      assertEquals(feature.prepare(ofTwin), feature.prepare(disturbed), feature.name() + ", later");
      assertEquals(feature.use(ofTwin), feature.use(disturbed), feature.name() + ", again");
    }
  }

  private static List<Statement> make(List<Feature> features, Connection connection)
      throws SQLException {
    List<Statement> made = new ArrayList<>();
    for (Feature feature : features) {
      Statement statement = feature.make(connection);
      feature.prepare(statement);
      made.add(statement);
    }
    return made;
  }
}
