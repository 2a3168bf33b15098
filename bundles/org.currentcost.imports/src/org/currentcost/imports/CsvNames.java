package org.currentcost.imports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.currentcost.model.SensorNumber;

/**
 * The sensors that a column of a CSV file names, in the order in which they come, with the first rows of each. Such
 * files may have all rows of a sensor before those of the next one, so its beginning does not tell which there are.
 *
 * @param column  which column names them
 * @param sensors the first rows of each
 * @param whole   whether there are no others in the file
 */
record CsvNames(int column, Map<String, List<List<String>>> sensors, boolean whole) {

    /** So many rows of a file are looked at. */
    static final int ROWS = 1 << 20;
    private static final int ROWS_OF_EACH = 50;
    private static final int MOST = SensorNumber.NAMED.count();
    private static final Pattern HEADING = Pattern.compile("(?:sensor|device|appliance|circuit|channel|entity"
            + "|statistic|meter|plug|ger\u00e4t|z\u00e4hler|appareil)(?:[ _]?(?:name|id|no|number|nr|nummer))?"
            + "|(?:friendly[ _]?)?name|label|topic");
    private static final Pattern NUMBERED = Pattern
            .compile("(?:device|appliance|circuit|plug|ger\u00e4t|appareil)|.*[ _]?(?:id|no|number|nr|nummer)");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    /** {@return whether a column may name sensors} @param names in lower case */
    static boolean mayName(CsvTable table, List<String> names, int column) {
        String name = names.get(column);
        if (!HEADING.matcher(name).matches()) {
            return false;
        }
        var fields = table.column(column);
        return !fields.isEmpty() && (fields.stream().noneMatch(CsvTable::isNumber)
                || NUMBERED.matcher(name).matches() && fields.stream().allMatch(one -> NUMBER.matcher(one).matches()));
    }

    /** {@return what the column names that tells most apart; empty if none of these columns names anything} */
    static Optional<CsvNames> find(ImportInput input, CsvTable table, int... columns) throws ImportException {
        var found = new HashMap<Integer, Map<String, List<List<String>>>>();
        boolean whole = true;
        try (var lines = new CsvLines(CsvLines.decode(input.open(taken -> {
        })), table.separator())) {
            for (int i = 0; i < table.skip() + (table.header() ? 1 : 0); i++) {
                lines.next();
            }
            int count = 0;
            for (var row = lines.next(); !row.isEmpty(); row = lines.next()) {
                if (++count > ROWS) {
                    whole = false;
                    break;
                }
                for (int column : columns) {
                    keep(found.computeIfAbsent(column, key -> new LinkedHashMap<>()), column, row);
                }
            }
        } catch (IOException e) {
            throw input.failure(e);
        }
        boolean all = whole;
        return IntStream.of(columns).boxed().filter(one -> !found.getOrDefault(one, Map.of()).isEmpty())
                .max(Comparator.<Integer>comparingInt(one -> found.get(one).size())
                        .thenComparing(Comparator.reverseOrder()))
                .map(one -> new CsvNames(one, found.get(one), all && found.get(one).size() <= MOST));
    }

    private static void keep(Map<String, List<List<String>>> sensors, int column, List<String> row) {
        if (column < row.size() && !FieldDecimals.isMissing(row.get(column))) {
            String name = row.get(column).strip();
            var rows = sensors.get(name);
            if (rows == null && sensors.size() <= MOST) {
                rows = new ArrayList<>();
                sensors.put(name, rows);
            }
            if (rows != null && rows.size() < ROWS_OF_EACH) {
                rows.add(row);
            }
        }
    }

    /** {@return whether there may be more than one} */
    boolean several() {
        return sensors.size() > 1 || !whole;
    }
}
