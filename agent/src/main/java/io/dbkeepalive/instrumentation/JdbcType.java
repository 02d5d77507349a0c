package io.dbkeepalive.instrumentation;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What a class that names JDBC may be to us; handles first, for their redirect goes before all. */
enum JdbcType {
  CONNECTION("java/sql/Connection"),
  STATEMENT("java/sql/Statement"),

  /** A {@link #STATEMENT} too, as the next. */
  PREPARED_STATEMENT("java/sql/PreparedStatement"),
  CALLABLE_STATEMENT("java/sql/CallableStatement"),
  META_DATA("java/sql/DatabaseMetaData"),
  DRIVER("java/sql/Driver"),
  DATA_SOURCE("javax/sql/CommonDataSource"),
  RESULT_SET("java/sql/ResultSet");

  /** The interfaces whose methods handles have, callees first. */
  static final List<Class<?>> HANDLES =
      Collections.unmodifiableList(
          Arrays.<Class<?>>asList(
              Connection.class,
              Statement.class,
              PreparedStatement.class,
              CallableStatement.class,
              DatabaseMetaData.class,
              Wrapper.class));

  /** By its name in class files. */
  final String internalName;

  JdbcType(String internalName) {
    this.internalName = internalName;
  }

  boolean isHandle() {
    return this == CONNECTION || this == STATEMENT || this == META_DATA;
  }
}
