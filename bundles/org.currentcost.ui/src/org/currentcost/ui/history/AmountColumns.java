package org.currentcost.ui.history;

import java.util.List;
import org.currentcost.accounting.AmountSum;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.model.CsvWriter;
import org.currentcost.ui.kit.AmountWords;
import org.currentcost.ui.kit.TableData.Column;
import org.currentcost.ui.kit.TableData.Share;

/** The columns of a table that tell an amount and how well it is known. */
final class AmountColumns {

    private AmountColumns() {
    }

    /**
     * {@return the columns of one sensor}
     *
     * @param name    the sensor's
     * @param column  how its columns in files begin
     * @param several whether there are columns of others, so that each has to tell whose it is
     */
    static List<Column> of(String name, String column, boolean several, AmountWords words, AmountUnit unit) {
        String prefix = column + "_";
        return List.of(amount(name, column, words, unit),
                share(name, several, Messages.ColumnMeasured, prefix + CsvWriter.MEASURED_SHARE),
                share(name, several, Messages.ColumnMemory, prefix + CsvWriter.MEMORY_SHARE),
                share(name, several, Messages.ColumnEstimated, prefix + CsvWriter.ESTIMATED_SHARE),
                share(name, several, Messages.ColumnMissing, prefix + CsvWriter.MISSING_SHARE));
    }

    /** {@return the column of a sensor's amounts} */
    static Column amount(String name, String column, AmountWords words, AmountUnit unit) {
        return new Column(Messages.bind(Messages.ColumnAmount, name, words.unit(unit)),
                column + "_" + words.column(unit), true);
    }

    static Column share(String name, boolean several, String title, String column) {
        return new Column(several ? Messages.bind(Messages.ColumnOf, name, title) : title, column, true);
    }

    /** Adds the cells of one period to a row. @param decimals of the amount in files */
    static void add(List<Object> row, AmountSum sum, AmountWords words, AmountUnit unit, int decimals) {
        var energy = sum.energy();
        double length = energy.endMillis() - energy.startMillis();
        row.add(sum.hasAmount() ? words.cell(sum.rounded(decimals).total(), unit) : "");
        row.add(new Share(energy.measuredMillis() / length));
        row.add(new Share(energy.memoryMillis() / length));
        row.add(new Share(energy.estimatedMillis() / length));
        row.add(new Share(energy.missingMillis() / length));
    }
}
