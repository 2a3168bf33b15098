package org.currentcost.ui.history;

import java.util.List;
import org.currentcost.figures.AmountSum;
import org.currentcost.figures.AmountUnit;
import org.currentcost.ui.AmountWords;
import org.currentcost.ui.TableData.Column;

/** The columns of a table that tell an amount and how well it is known. */
final class AmountColumns {

    private AmountColumns() {
    }

    /** {@return the columns of one sensor} @param name the sensor's */
    static List<Column> of(String name, AmountWords words, AmountUnit unit) {
        String prefix = name.toLowerCase().replaceAll("[^\\p{L}\\p{N}]+", "_") + "_";
        String symbol = switch (unit) {
            case ENERGY -> "kwh";
            case MONEY -> "money";
            case CARBON -> "kg_co2";
        };
        return List.of(new Column(Messages.bind(Messages.ColumnAmount, name, words.unit(unit)), prefix + symbol, true),
                new Column(Messages.ColumnMeasured, prefix + "measured_share", true),
                new Column(Messages.ColumnMemory, prefix + "memory_share", true),
                new Column(Messages.ColumnEstimated, prefix + "estimated_share", true),
                new Column(Messages.ColumnMissing, prefix + "missing_share", true));
    }

    /** Adds the cells of one slot to a row. */
    static void add(List<Object> row, AmountSum sum) {
        var energy = sum.energy();
        double length = energy.endMillis() - energy.startMillis();
        row.add(energy.known() ? sum.total() : "");
        row.add(energy.measuredMillis() / length);
        row.add(energy.memoryMillis() / length);
        row.add(energy.estimatedMillis() / length);
        row.add(energy.missingMillis() / length);
    }
}
