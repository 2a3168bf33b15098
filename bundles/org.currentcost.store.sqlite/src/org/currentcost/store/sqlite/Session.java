package org.currentcost.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.currentcost.store.engine.SeriesContent;

/**
 * A connection with what is needed to speak through it: statements, cuts, and the rows of series. For one thread at a
 * time.
 */
final class Session implements AutoCloseable {

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final SeriesRows series = new SeriesRows(this);
    private final TablesOfSeries tables = new TablesOfSeries(this);
    private final SeriesContent<SQLException> content;

    Session(Connection connection, ZoneId zone) {
        this.connection = connection;
        content = new SeriesContent<>(tables, zone);
    }

    /** {@return the rows of series and edits} */
    SeriesRows series() {
        return series;
    }

    /** {@return the chunks, hot readings and rollups as they lie in the file} */
    TablesOfSeries tables() {
        return tables;
    }

    /** {@return the readings and sums that are in them} */
    SeriesContent<SQLException> content() {
        return content;
    }

    /** Takes back what was done since the transaction began, after a failure; no statement is used again. */
    void rollback(Throwable cause) {
        Schema.rollback(connection, cause);
        try {
            forgetStatements();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Begins a transaction that reads what is in the file now. */
    void beginSnapshot() throws SQLException {
        execute("BEGIN");
        // the snapshot is taken with the first look at the file
        try (var rows = rows("SELECT 1 FROM property LIMIT 1")) {
            rows.next();
        }
    }

    List<String> integrityCheck(int most) throws SQLException {
        return Schema.integrityCheck(connection, most);
    }

    void setClosedCleanly() throws SQLException {
        Schema.setClosedCleanly(connection, true);
    }

    @SuppressWarnings("resource") // as in the two methods after it: this session keeps the statement
    void execute(String sql) throws SQLException {
        prepare(sql).execute();
    }

    /** {@return the rows of a query, to be closed before the same query is asked again} */
    @SuppressWarnings("resource")
    ResultSet rows(String sql, Object... parameters) throws SQLException {
        return prepare(sql, parameters).executeQuery();
    }

    /** {@return the number that a query answers with, 0 if it has no answer} */
    long number(String sql, Object... parameters) throws SQLException {
        try (var rows = rows(sql, parameters)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** {@return how many rows were changed} */
    @SuppressWarnings("resource")
    int update(String sql, Object... parameters) throws SQLException {
        return prepare(sql, parameters).executeUpdate();
    }

    /** {@return the statement, made at its first use}; this session closes it */
    @SuppressWarnings("resource")
    private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
        var statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int index = 0; index < parameters.length; index++) {
            statement.setObject(index + 1, parameters[index]);
        }
        return statement;
    }

    /** Closes all statements: the driver does not let one that has failed be used again. */
    private void forgetStatements() throws SQLException {
        var old = List.copyOf(statements.values());
        statements.clear();
        for (var statement : old) {
            statement.close();
        }
    }

    /** {@return the id of the row that was inserted last} */
    long lastId() throws SQLException {
        return number("SELECT last_insert_rowid()");
    }

    @Override
    public void close() throws SQLException {
        content.close();
        try (connection) {
            forgetStatements();
        }
    }
}
