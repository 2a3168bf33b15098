package org.currentcost.imports;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.currentcost.imports.CsvColumn.Kind;

/**
 * A unit that stands beside a value, or before the table.
 *
 * @param kind  what a value of it is
 * @param shift how many places its decimal mark moves to the right to be of that kind
 */
record CsvUnit(Kind kind, int shift) {

    private static final Map<String, CsvUnit> UNITS = Map.ofEntries(
            Map.entry("w", new CsvUnit(Kind.WATTS, 0)), Map.entry("watt", new CsvUnit(Kind.WATTS, 0)),
            Map.entry("watts", new CsvUnit(Kind.WATTS, 0)), Map.entry("kw", new CsvUnit(Kind.KILOWATTS, 0)),
            Map.entry("kilowatt", new CsvUnit(Kind.KILOWATTS, 0)),
            Map.entry("kilowatts", new CsvUnit(Kind.KILOWATTS, 0)), Map.entry("mw", new CsvUnit(Kind.KILOWATTS, 3)),
            Map.entry("wh", new CsvUnit(Kind.WATT_HOURS, 0)), Map.entry("watt hours", new CsvUnit(Kind.WATT_HOURS, 0)),
            Map.entry("kwh", new CsvUnit(Kind.KILOWATT_HOURS, 0)),
            Map.entry("kwhs", new CsvUnit(Kind.KILOWATT_HOURS, 0)),
            Map.entry("kilowatt hours", new CsvUnit(Kind.KILOWATT_HOURS, 0)),
            Map.entry("mwh", new CsvUnit(Kind.KILOWATT_HOURS, 3)), Map.entry("\u00b0c", new CsvUnit(Kind.CELSIUS, 0)));

    /** {@return the unit; empty if it is none of power, energy or temperature} */
    static Optional<CsvUnit> of(String text) {
        String plain = text.strip();
        // Nobody measures a house in thousandths of a watt, but where it matters the letter is the other one.
        return plain.equals("mW") || plain.equals("mWh")
                ? Optional.empty()
                : Optional.ofNullable(UNITS.get(plain.toLowerCase(Locale.ROOT)));
    }
}
