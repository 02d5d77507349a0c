package io.dbkeepalive.instrumentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriverPackagesTest {
  private final DriverPackages packages = new DriverPackages();

  @ParameterizedTest
  @CsvSource({
    "org.postgresql.Driver, org.postgresql.ds.PGSimpleDataSource, true",
    "org.postgresql.Driver, org.postgresql.Driver, true",
    "org.postgresql.Driver, org.postgresqlx.ds.PGSimpleDataSource, false",
    "com.mysql.cj.jdbc.Driver, com.mysql.cj.jdbc.MysqlDataSource, true",
    "com.mysql.cj.jdbc.Driver, com.mysql.other.MysqlDataSource, false",
    "org.h2.Driver, com.zaxxer.hikari.HikariDataSource, false",
    "Driver, DataSource, false",
    "com.p6spy.engine.spy.P6SpyDriver, com.p6spy.engine.spy.P6DataSource, false",
    "software.amazon.jdbc.Driver, software.amazon.jdbc.ds.AwsWrapperDataSource, false"
  })
  void dataSourceBelowThePackageOfADriverIsTheDrivers(
      String driver, String source, boolean expected) {
    packages.driverFound(driver);

    assertEquals(expected, packages.isDrivers(source));
  }

  @Test
  void nothingIsADriversBeforeOneWasSeen() {
    assertFalse(packages.isDrivers("org.postgresql.ds.PGSimpleDataSource"));
  }

  @Test
  void poolsAndSpiesAreWrappersEvenBelowADriver() {
    packages.driverFound("org.Driver");

    assertTrue(DriverPackages.isWrapper("com.zaxxer.hikari.pool.HikariProxyConnection"));
    assertTrue(DriverPackages.isWrapper("org.apache.commons.dbcp2.DelegatingConnection"));
    assertFalse(DriverPackages.isWrapper("org.apache.derby.jdbc.EmbeddedDriver"));
    assertFalse(packages.isDrivers("org.springframework.jdbc.datasource.SimpleDriverDataSource"));
  }
}
