package io.dbkeepalive.tests.opening;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The drivers' own data sources. */
final class DriverSources {
  private DriverSources() {}

  /** Of the driver that the URL is for. */
  static DataSource of(String url, String user, String password) throws SQLException {
    if (url.startsWith("jdbc:mysql:")) {
      MysqlDataSource source = new MysqlDataSource();
      source.setUrl(url);
      source.setUser(user);
      source.setPassword(password);
      return source;
    }
    if (url.startsWith("jdbc:mariadb:")) {
      MariaDbDataSource source = new MariaDbDataSource(url);
      source.setUser(user);
      source.setPassword(password);
      return source;
    }
    if (url.startsWith("jdbc:postgresql:")) {
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setUrl(url);
      source.setUser(user);
      source.setPassword(password);
      return source;
    }
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(url);
    source.setUser(user);
    source.setPassword(password);
    return source;
  }
}
