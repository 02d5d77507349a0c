package io.dbkeepalive.recovery.sql;

import io.dbkeepalive.dialect.SqlDialect;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.NextValExpression;
import net.sf.jsqlparser.expression.VariableAssignment;
import net.sf.jsqlparser.parser.AbstractJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.statement.DescribeStatement;
import net.sf.jsqlparser.statement.ExplainStatement;
import net.sf.jsqlparser.statement.ShowColumnsStatement;
import net.sf.jsqlparser.statement.ShowStatement;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.Statements;
import net.sf.jsqlparser.statement.UnsupportedStatement;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.show.ShowIndexStatement;
import net.sf.jsqlparser.statement.show.ShowTablesStatement;

/**
 * What JSqlParser's tree of a text says of it, found without any code of ours: the tree is walked
 * by reflection, all of it, so that nothing is missed that a visitor forgets.
 *
 * <p>A text harms if its tree holds a statement that is neither query, SHOW, DESCRIBE nor EXPLAIN,
 * a locking clause, INTO, an assignment, the next value of a sequence, SQL_CALC_FOUND_ROWS, or a
 * call of any function that is not on a short list of its own. What EXPLAIN explains without
 * ANALYZE is not run.
 */
final class JSqlParserOracle {

  enum Verdict {
    READS,
    HARMS,
    /** JSqlParser cannot read it, or by other rules for quotes and comments than the server. */
    NONE
  }

  private static final Set<Class<?>> READING =
      Set.of(
          DescribeStatement.class,
          ShowStatement.class,
          ShowColumnsStatement.class,
          ShowIndexStatement.class,
          ShowTablesStatement.class);

  /** Of each database, or of the one that the corpus calls them for. */
  private static final Set<String> HARMLESS =
      Words.of(
          "COUNT MAX MIN SUM AVG COALESCE UPPER LOWER RANK ROW_NUMBER ABS ROUND NULLIF CONCAT"
              + " SUBSTRING REPLACE INSERT TRUNCATE IF DATE_FORMAT NOW UUID RAND DATABASE"
              + " GROUP_CONCAT JSON_EXTRACT GEN_RANDOM_UUID GENERATE_SERIES ARRAY_AGG"
              + " PG_GET_EXPR"
              + " ANY PERCENTILE_CONT TO_TSQUERY CURRENT_SETTING SYSTEM_RANGE IFNULL DATEADD"
              + " RANDOM_UUID INTERVAL DIV CONVERT MATCH MAX_EXECUTION_TIME"
              // what mutations make of those
              + " CHAR CHR CONV COS COT DATE ELT EVERY EXP EXTRACT FORMAT GROUPING LCASE LN LOG MID"
              + " MOD MODE NTILE NVL OCT ORD PI RANDOM SIN SUBSTR TAN TRUNC");

  /**
   * ISO/IEC 9075-2: reserved words, which JSqlParser takes for functions where a text is broken.
   */
  private static final Set<String> NO_FUNCTION =
      Words.of(
          "ALL AND AS BETWEEN BY CASE DISTINCT ELSE END EXISTS FROM GROUP HAVING IN IS LIKE NOT ON"
              + " OR ORDER ROW SELECT SOME THEN UNION VALUES WHEN WHERE WITH");

  /** Of MySQL: dollar and bracket belong to names or operators that JSqlParser reads otherwise. */
  private static final String READ_OTHERWISE = "\\#$[]{}\u0000";

  private static final Pattern AT_WITHIN_NAME = Pattern.compile("\\w@");

  private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"|`[^`]*`");

  private static final Map<Class<?>, Field[]> FIELDS = new HashMap<>();

  private JSqlParserOracle() {}

  static Verdict judge(String sql, SqlDialect dialect) {
    if (sql.chars().anyMatch(c -> c >= 0x7f || READ_OTHERWISE.indexOf(c) >= 0)
        || sql.contains("--") // two minus signs in MySQL
        || sql.contains("/*") // nests in PostgreSQL, is code in MySQL
        || AT_WITHIN_NAME.matcher(sql).find() // no server has such names without quotes
        || (sql.indexOf('`') >= 0 && dialect != SqlDialect.MYSQL)) {
      return Verdict.NONE;
    }
    try {
      Statements statements = parser(sql, dialect).Statements();
      boolean unread = statements == null || statements.isEmpty();
      return unread || needsSeparators(sql, statements, dialect) ? Verdict.NONE : walk(statements);
    } catch (ParseException | RuntimeException | StackOverflowError e) {
      return Verdict.NONE;
    }
  }

  /** JSqlParser does without semicolons, as SQL Server does; the others refuse such a text. */
  private static boolean needsSeparators(String sql, Statements statements, SqlDialect dialect) {
    long separators = QUOTED.matcher(sql).replaceAll("").chars().filter(c -> c == ';').count();
    return dialect != SqlDialect.COMMON && statements.size() > separators + 1;
  }

  private static CCJSqlParser parser(String sql, SqlDialect dialect) throws ParseException {
    return new CCJSqlParser(sql)
        .withDialect(
            dialect == SqlDialect.COMMON
                ? AbstractJSqlParser.Dialect.ANSI_SQL
                : AbstractJSqlParser.Dialect.valueOf(dialect.name()));
  }

  private static Verdict walk(Object root) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> open = new ArrayDeque<>();
    open.add(root);
    while (!open.isEmpty()) {
      Object node = open.pop();
      if (!seen.add(node)) {
        continue;
      }
      if (node instanceof UnsupportedStatement) {
        return Verdict.NONE;
      }
      if (harms(node)) {
        return Verdict.HARMS;
      }
      if (node instanceof Collection<?> nodes) {
        nodes.stream().filter(child -> child != null).forEach(open::push);
      } else if (!isExplainedOnly(node)) {
        children(node, open);
      }
    }
    return Verdict.READS;
  }

  private static boolean harms(Object node) {
    if (node instanceof Function function) {
      return acts(function.getName());
    }
    if (node instanceof AnalyticExpression function) {
      return acts(function.getName());
    }
    if (node instanceof PlainSelect select) {
      return select.getForMode() != null
          || select.getIntoTables() != null
          || select.getIntoTempTable() != null
          || select.getMySqlSelectIntoClause() != null
          || select.getMySqlSqlCalcFoundRows();
    }
    if (node instanceof Select select) {
      return select.getForMode() != null;
    }
    boolean statement = node instanceof Statement && !(node instanceof Statements);
    // a variable and an equals sign are a comparison, wherever a text is no SET
    return (node instanceof VariableAssignment assignment && !assignment.getOperation().equals("="))
        || node instanceof NextValExpression
        || (statement && !(node instanceof ExplainStatement) && !READING.contains(node.getClass()));
  }

  private static boolean acts(String function) {
    String written = function.toUpperCase(Locale.ROOT);
    // PostgreSQL's own, by whatever way they are called
    String name = written.startsWith("PG_CATALOG.") ? written.substring(11) : written;
    return !HARMLESS.contains(name) && !NO_FUNCTION.contains(name);
  }

  private static boolean isExplainedOnly(Object node) {
    return node instanceof ExplainStatement explain
        && explain.getOption(ExplainStatement.OptionType.ANALYZE) == null;
  }

  private static void children(Object node, Deque<Object> open) {
    for (Field field : FIELDS.computeIfAbsent(node.getClass(), JSqlParserOracle::fields)) {
      try {
        Object child = field.get(node);
        if (child instanceof Collection<?> || isOfTree(child)) {
          open.push(child);
        }
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(field + " was made accessible", e);
      }
    }
  }

  private static Field[] fields(Class<?> type) {
    Deque<Field> fields = new ArrayDeque<>();
    for (Class<?> c = type; isOfTree(c); c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())
            && !field.getType().isPrimitive()
            && !field.getType().isEnum()) {
          field.setAccessible(true);
          fields.add(field);
        }
      }
    }
    return fields.toArray(new Field[0]);
  }

  private static boolean isOfTree(Object child) {
    return child != null && isOfTree(child.getClass());
  }

  /** The parser's own nodes lead back to where one comes from. */
  private static boolean isOfTree(Class<?> type) {
    String name = type == null ? "" : type.getName();
    return name.startsWith("net.sf.jsqlparser.")
        && (!name.startsWith("net.sf.jsqlparser.parser.")
            || type == net.sf.jsqlparser.parser.ASTNodeAccessImpl.class);
  }
}
