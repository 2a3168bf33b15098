package org.currentcost.model;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Writes CSV, the same for commands and views: RFC 4180, a line of names first.
 * <p>
 * Lines end with CR and LF, as that standard has it and commands always did: spreadsheets, programs and this one's own
 * import take them. Names are the same wherever the same is told: lower case, with their unit or with {@code utc}.
 * Numbers have a point, instants are ISO 8601 in UTC. Not safe for several threads.
 */
public final class CsvWriter {

    /** When something begins, inclusive. */
    public static final String START = "start_utc";
    /** When something ends, exclusive. */
    public static final String END = "end_utc";
    /** What somebody wrote. */
    public static final String TEXT = "text";
    /** Kilowatt-hours. */
    public static final String KILOWATT_HOURS = "kwh";
    /** Kilograms of carbon dioxide. */
    public static final String CARBON = "co2_kg";
    /** How much of a span of time live readings tell, 0 to 1. */
    public static final String MEASURED_SHARE = "measured_share";
    /** How much of a span of time the meter's memory or a file tells, 0 to 1. */
    public static final String MEMORY_SHARE = "memory_share";
    /** Of how much of a span of time there is an estimate, 0 to 1. */
    public static final String ESTIMATED_SHARE = "estimated_share";
    /** Of how much of a span of time nothing is known, 0 to 1. */
    public static final String MISSING_SHARE = "missing_share";

    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final String LINE_END = "\r\n";

    private final Writer out;
    private final StringBuilder line = new StringBuilder();
    private char[] chars = new char[128];
    private boolean first = true;
    private long writtenDay;
    private String dayText = "1970-01-01T";

    /** @param out takes whole lines */
    public CsvWriter(Writer out) {
        this.out = out;
    }

    /** Adds a number, an instant or a name that needs no quotes. */
    public CsvWriter plain(Object cell) {
        separate().append(cell);
        return this;
    }

    /** Adds a whole number. */
    public CsvWriter plain(long cell) {
        separate().append(cell);
        return this;
    }

    /**
     * Adds an instant, as {@link Instant#toString} writes it. Lines come mostly in the order of time, so that the day
     * is the one of the line before.
     *
     * @param epochMillis milliseconds since 1970 in UTC
     */
    public CsvWriter time(long epochMillis) {
        long day = Math.floorDiv(epochMillis, MILLIS_PER_DAY);
        if (day != writtenDay) {
            writtenDay = day;
            dayText = LocalDate.ofEpochDay(day) + "T";
        }
        int ofDay = (int) (epochMillis - day * MILLIS_PER_DAY);
        separate().append(dayText);
        twoDigits(ofDay / 3_600_000).append(':');
        twoDigits(ofDay / 60_000 % 60).append(':');
        twoDigits(ofDay / 1_000 % 60);
        int millis = ofDay % 1_000;
        if (millis > 0) {
            line.append('.').append(millis / 100);
            twoDigits(millis % 100);
        }
        line.append('Z');
        return this;
    }

    private StringBuilder twoDigits(int number) {
        return line.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /** Adds several as {@link #plain(Object)} does. */
    public CsvWriter plain(Object... cells) {
        for (var cell : cells) {
            plain(cell);
        }
        return this;
    }

    /** Adds a cell, in quotes only where they are needed. */
    public CsvWriter cell(String text) {
        separate().append(CsvCell.of(text));
        return this;
    }

    /** Adds a text, in quotes. */
    public CsvWriter text(String text) {
        separate().append(CsvCell.ofText(text));
        return this;
    }

    private StringBuilder separate() {
        if (!first) {
            line.append(',');
        }
        first = false;
        return line;
    }

    /** Ends the line and writes it. */
    public void end() throws IOException {
        line.append(LINE_END);
        int length = line.length();
        if (length > chars.length) {
            chars = new char[Math.max(length, 2 * chars.length)];
        }
        // Without a string for each of millions of lines
        line.getChars(0, length, chars, 0);
        out.write(chars, 0, length);
        line.setLength(0);
        first = true;
    }

    /** Writes a line of cells, in quotes only where they are needed. */
    public void line(List<String> cells) throws IOException {
        cells.forEach(this::cell);
        end();
    }
}
