package org.currentcost.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The content of a data file ({@code .ccd}) of the first CurrentCost program for PCs, which is an SQLite file. Times
 * are those of the clock on the wall.
 *
 * @param hours      energy by two hours, by the start
 * @param days       energy by days, by the day's midnight
 * @param months     energy by months, by the midnight of the first day
 * @param notes      notes at bars of its graphs
 * @param settings   its settings by their keys, such as {@code kwhcost} and {@code annualtarget}
 * @param unreadable rows with a time or a value that is none, as {@code table: time value}
 */
public record OldDataFile(List<Energy> hours, List<Energy> days, List<Energy> months, List<Remark> notes,
        Map<String, String> settings, List<String> unreadable) {

    /** Energy from a moment on. @param kilowattHours finite, not negative */
    public record Energy(LocalDateTime start, double kilowattHours) {
    }

    /** A note at a bar. */
    public record Remark(LocalDateTime start, Graph graph, String text) {
    }

    /** The graph at whose bar a note is. */
    public enum Graph {
        /** Of two hours. */
        HOURS,
        /** Of days. */
        DAYS,
        /** Of months. */
        MONTHS
    }

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    public OldDataFile {
        hours = List.copyOf(hours);
        days = List.copyOf(days);
        months = List.copyOf(months);
        notes = List.copyOf(notes);
        settings = Map.copyOf(settings);
        unreadable = List.copyOf(unreadable);
    }

    /** {@return whether the file begins as SQLite files do}; false if it can't be read */
    public static boolean isDatabase(Path file) {
        try (var input = Files.newInputStream(file)) {
            return Arrays.equals(MAGIC, input.readNBytes(MAGIC.length));
        } catch (IOException e) {
            return false;
        }
    }
}
