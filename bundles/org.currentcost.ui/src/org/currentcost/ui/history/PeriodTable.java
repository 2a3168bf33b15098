package org.currentcost.ui.history;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.currentcost.accounting.PeriodAmounts;
import org.currentcost.model.CsvWriter;
import org.currentcost.ui.kit.AmountWords;
import org.currentcost.ui.kit.FigureQuestion;
import org.currentcost.ui.kit.TableData;

/** Amounts of periods as a table: a row for each period. */
final class PeriodTable {

    private PeriodTable() {
    }

    /** @param decimals of amounts */
    static TableData of(FigureQuestion question, PeriodAmounts amounts, AmountWords words, int decimals, ZoneId zone) {
        return new TableData(columns(question, amounts, words), rows(question, amounts, words, decimals, zone));
    }

    private static List<TableData.Column> columns(FigureQuestion question, PeriodAmounts amounts, AmountWords words) {
        boolean several = amounts.lines().size() > 1 || amounts.comparison().isPresent();
        var columns = new ArrayList<TableData.Column>();
        columns.add(new TableData.Column(Messages.ColumnFrom, CsvWriter.START, false));
        columns.add(new TableData.Column(Messages.ColumnTo, CsvWriter.END, false));
        for (var line : amounts.lines()) {
            columns.addAll(AmountColumns.of(question.name(line.sensor()), question.column(line.sensor()), several,
                    words, question.unit()));
        }
        amounts.comparison().ifPresent(other -> {
            String with = PeriodBars.words(other.with());
            columns.add(new TableData.Column(Messages.bind(Messages.ColumnFromOf, with), "compared_" + CsvWriter.START,
                    false));
            for (var line : other.lines()) {
                columns.addAll(AmountColumns.of(
                        Messages.bind(Messages.ColumnCompared, question.name(line.sensor()), with),
                        question.column(line.sensor()) + "_compared", true, words, question.unit()));
            }
        });
        return columns;
    }

    private static List<List<Object>> rows(FigureQuestion question, PeriodAmounts amounts, AmountWords words,
            int decimals, ZoneId zone) {
        var rows = new ArrayList<List<Object>>();
        for (int i = 0; i < amounts.periods().size(); i++) {
            var row = new ArrayList<Object>();
            row.add(time(amounts.periods().get(i).start(), zone));
            row.add(time(amounts.periods().get(i).end(), zone));
            for (var line : amounts.lines()) {
                AmountColumns.add(row, line.amounts().get(i), words, question.unit(), decimals);
            }
            if (amounts.comparison().isPresent()) {
                var other = amounts.comparison().get();
                boolean any = !other.periods().get(i).length().isZero();
                row.add(any ? time(other.periods().get(i).start(), zone) : "");
                for (var line : other.lines()) {
                    AmountColumns.add(row, line.amounts().get(i), words, question.unit(), decimals);
                }
            }
            rows.add(row);
        }
        return rows;
    }

    private static ZonedDateTime time(Instant time, ZoneId zone) {
        return ZonedDateTime.ofInstant(time, zone);
    }
}
