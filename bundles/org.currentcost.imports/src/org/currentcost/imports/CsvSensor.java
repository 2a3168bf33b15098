package org.currentcost.imports;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.currentcost.imports.CsvColumn.Kind;

/**
 * A sensor that a column of a CSV file names.
 * <p>
 * Its text form is its name and its kind, and the meter's own number if it is one, such as {@code Fridge:W} or
 * {@code Mains:kWh-count:0}. In a name, what has a meaning in a mapping or for a shell is written as in addresses, such
 * as {@code %3A} for a colon.
 *
 * @param name   as it stands in the file, without blanks around it
 * @param kind   what its values are: a kind of value, or that they are not wanted
 * @param sensor which one of the meter's own sensors it is; empty if it gets a number of its own
 */
public record CsvSensor(String name, Kind kind, OptionalInt sensor) {

    private static final String MARK = ":";
    private static final String MEANT_OTHERWISE = "%,;:\"'`$!\\";
    private static final Pattern WRITTEN_OTHERWISE = Pattern.compile("%([0-9A-Fa-f]{2})");

    /** {@return the sensor that a word such as {@code Fridge:W} means} */
    static CsvSensor parse(String word) throws ImportException {
        String[] parts = word.strip().split(MARK, -1);
        if (parts.length < 2 || parts[0].isBlank()) {
            throw wrong(word);
        }
        String number = parts.length > 2 ? MARK + parts[2] : "";
        var column = CsvColumn.parse(parts[1] + number);
        if (parts.length > 3 || column.channel() != 1 || !column.kind().isValue() && column.kind() != Kind.IGNORED) {
            throw wrong(word);
        }
        return new CsvSensor(decoded(parts[0].strip()), column.kind(),
                number.isEmpty() ? OptionalInt.empty() : OptionalInt.of(column.sensor()));
    }

    private static ImportException wrong(String word) {
        return new ImportException(Messages.get("mapping.name", word));
    }

    private static String encoded(String name) {
        var text = new StringBuilder();
        name.codePoints().forEach(one -> {
            if (one < ' ' || MEANT_OTHERWISE.indexOf(one) >= 0) {
                text.append(String.format("%%%02X", one));
            } else {
                text.appendCodePoint(one);
            }
        });
        return text.toString();
    }

    private static String decoded(String text) {
        return WRITTEN_OTHERWISE.matcher(text).replaceAll(one -> Matcher.quoteReplacement(
                new String(new byte[]{(byte) Integer.parseInt(one.group(1), 16)}, StandardCharsets.ISO_8859_1)));
    }

    /** {@return the word; {@link #parse} understands it} */
    @Override
    public String toString() {
        return encoded(name) + MARK + kind.word() + (sensor.isPresent() ? MARK + sensor.getAsInt() : "");
    }
}
