package org.currentcost.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.currentcost.model.Quantity;
import org.currentcost.model.SeriesKey;

/** Makes values of rows. A row that is none, as of a file that others have written, is damage with its place. */
final class DecodedRows {

    /** A row that can't be what it is said to be. */
    static final class Damaged extends SQLException {
        private static final long serialVersionUID = 1L;

        Damaged(String table, long id, Exception cause) {
            super(Messages.text("damagedRow", table, Long.toString(id)), cause);
        }
    }

    /** Makes a value of the row at which the rows are. */
    @FunctionalInterface
    interface Decoder<T> {
        T decode(ResultSet row) throws SQLException;
    }

    private DecodedRows() {
    }

    /** {@return all values} @param rows of which the first column is a number by which a row can be found */
    static <T> List<T> of(String table, ResultSet rows, Decoder<T> decoder) throws SQLException {
        var values = new ArrayList<T>();
        forEach(table, rows, decoder, values::add);
        return values;
    }

    /** Hands over one value after the other. */
    static <T> void forEach(String table, ResultSet rows, Decoder<T> decoder, Consumer<T> action)
            throws SQLException {
        try (rows) {
            while (rows.next()) {
                T value;
                try {
                    value = decoder.decode(rows);
                } catch (IllegalArgumentException | NullPointerException | ArithmeticException | DateTimeException e) {
                    throw new Damaged(table, rows.getLong(1), e);
                }
                action.accept(value);
            }
        }
    }

    /** {@return the series that a row names} @param first the column of the meter; sensor and quantity come after it */
    static SeriesKey key(ResultSet row, int first) throws SQLException {
        return new SeriesKey(row.getString(first), Math.toIntExact(row.getLong(first + 1)),
                Quantity.valueOf(row.getString(first + 2)));
    }
}
