package org.currentcost.ui.kit;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import org.currentcost.model.CsvWriter;
import org.currentcost.store.OutputFile;

/**
 * What a chart shows, as a table: on the screen in the user's locale, in a file in one that programs read.
 * <p>
 * A cell is a {@code String}, a {@link BigDecimal}, a {@code Long}, a {@code Double}, a {@link Money}, a
 * {@link Share}, a {@link Word}, a {@link LocalDate}, a {@link ZonedDateTime}, or the empty string where nothing is
 * known.
 *
 * @param columns from left to right
 * @param rows    each with a cell for every column
 */
public record TableData(List<Column> columns, List<List<Object>> rows) {

    private static final int DIGITS = 6;

    /**
     * A column.
     *
     * @param title  for people
     * @param name   for files: lower case, with its unit
     * @param number whether its cells are numbers, which stand at the right
     */
    public record Column(String title, String name, boolean number) {
    }

    /** A part of a whole, which people read in percent. @param part 0 to 1 */
    public record Share(double part) {
    }

    /** A sum of money, exact in files. @param decimals of its currency, which people read */
    public record Money(BigDecimal exact, int decimals) {
    }

    /** A word. @param shown for people, in their language @param exported for files, in English */
    public record Word(String shown, String exported) {
    }

    /** {@return a cell as people read it} */
    public static String shown(Object cell) {
        return switch (cell) {
            case ZonedDateTime time -> DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT, FormatStyle.SHORT)
                    .format(time);
            case LocalDate date -> DateTimeFormatter.ofLocalizedDate(FormatStyle.SHORT).format(date);
            case BigDecimal number -> Quantities.format().cell(number);
            case Double number -> !Double.isFinite(number)
                    ? ""
                    : Quantities.format().cell(BigDecimal.valueOf(number).setScale(3, RoundingMode.HALF_UP));
            case Money money -> Quantities.format().cell(money.exact().setScale(money.decimals(),
                    RoundingMode.HALF_UP));
            case Share share -> !Double.isFinite(share.part())
                    ? ""
                    : Quantities.format().percent(share.part());
            case Word word -> word.shown();
            case Number number -> Quantities.count(number.longValue());
            default -> cell.toString();
        };
    }

    /** {@return a cell as programs read it: a point in numbers, ISO 8601 in UTC in times} */
    public static String exported(Object cell) {
        return switch (cell) {
            case ZonedDateTime time -> time.toInstant().toString();
            case BigDecimal number -> number.toPlainString();
            case Double number -> !Double.isFinite(number)
                    ? ""
                    : BigDecimal.valueOf(number).setScale(DIGITS, RoundingMode.HALF_UP).stripTrailingZeros()
                            .toPlainString();
            case Money money -> exported(money.exact());
            case Share share -> exported(share.part());
            case Word word -> word.exported();
            default -> cell.toString();
        };
    }

    /**
     * Writes it as CSV, as {@link CsvWriter} does. A file that is there is replaced by a whole one.
     */
    public void writeCsv(Path file) throws IOException {
        OutputFile.at(file).<IOException>write(out -> {
            var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            writeCsv(writer);
            writer.flush();
        });
    }

    /** Writes it as CSV, as into a file. */
    public void writeCsv(Writer out) throws IOException {
        var csv = new CsvWriter(out);
        csv.line(columns.stream().map(Column::name).toList());
        for (var row : rows) {
            csv.line(row.stream().map(TableData::exported).toList());
        }
    }
}
