package org.currentcost.imports;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.currentcost.imports.CsvColumn.Kind;
import org.currentcost.model.HoldRule;
import org.currentcost.model.NominalInterval;

/**
 * Reads the times in the rows of a CSV file, in the order of the file.
 * <p>
 * A local time that a change of the clock makes ambiguous is its first occurrence, until a row would go back in time by
 * that, or say the same for the same sensor again: then it is the second one. Where the newest rows stand first it is
 * the other way round. A local time that no clock has shown is none.
 */
final class CsvTimes {

    /** A meter's values are held for so long anyway. */
    private static final long HELD_MILLIS = HoldRule.holdMillis(NominalInterval.OF_METER_MILLIS);
    private static final int NONE = -1;
    private static final long DAY_MILLIS = 86_400_000;
    private static final long HOUR_MILLIS = 3_600_000;

    private final CsvMapping mapping;
    private final CsvTime.Reader reader;
    private final ZoneId zone;
    private final int timeColumn;
    private final int clockColumn;
    private final int endColumn;
    private final int zoneColumn;
    private final Set<String> seen = new HashSet<>();
    private Optional<Instant> before = Optional.empty();
    private boolean newestFirst;

    CsvTimes(CsvMapping mapping) {
        this.mapping = mapping;
        reader = mapping.time().new Reader();
        zone = mapping.time().zone();
        timeColumn = mapping.index(Kind.TIME);
        clockColumn = mapping.index(Kind.CLOCK);
        endColumn = mapping.index(Kind.END);
        zoneColumn = mapping.index(Kind.ZONE);
    }

    private Optional<CsvTime.Parsed> time(List<String> row) {
        return time(row, timeColumn, clockColumn);
    }

    private Optional<CsvTime.Parsed> time(List<String> row, int index, int clock) {
        if (index < 0 || index >= row.size()) {
            return Optional.empty();
        }
        return reader.read(clock < 0 || clock >= row.size()
                ? row.get(index)
                : row.get(index).strip() + " " + row.get(clock).strip());
    }

    /** {@return the moment as a clock shows it, in UTC where it is an instant} */
    Optional<LocalDateTime> local(List<String> row) {
        return time(row).map(CsvGuess::asLocal);
    }

    /**
     * {@return the time of a row}
     *
     * @param keyOf tells rows of one time apart, such as by their sensors; asked for times that are local only
     */
    Optional<Instant> start(List<String> row, Function<List<String>, String> keyOf) {
        var reported = time(row);
        if (reported.isEmpty()) {
            return Optional.empty();
        }
        var local = reported.get().local();
        String key = local.isPresent() ? keyOf.apply(row) : "";
        var start = local.isPresent() ? resolve(local.get(), key, zone(row)) : reported.get().instant();
        if (start.isPresent() && !start.equals(before)) {
            newestFirst = before.isPresent() && start.get().isBefore(before.get());
            seen.clear();
            before = start;
        }
        if (start.isPresent() && local.isPresent()) {
            seen.add(key);
        }
        return start;
    }

    private ZoneId zone(List<String> row) {
        return zoneColumn < 0 || zoneColumn >= row.size()
                ? zone
                : CsvHeading.zone(row.get(zoneColumn)).orElse(zone);
    }

    private Optional<Instant> resolve(LocalDateTime local, String key, ZoneId rowZone) {
        var offsets = rowZone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            return Optional.empty();
        }
        var first = local.toInstant(offsets.getFirst());
        var second = local.toInstant(offsets.getLast());
        if (newestFirst) {
            boolean back = before.filter(one -> second.isAfter(one) || second.equals(one) && seen.contains(key))
                    .isPresent();
            return Optional.of(back ? first : second);
        }
        boolean back = before.filter(one -> first.isBefore(one) || first.equals(one) && seen.contains(key))
                .isPresent();
        return Optional.of(back ? second : first);
    }

    /** {@return the end of the span that a row is about, by its column or by the distance of rows} */
    Optional<Instant> end(List<String> row, Instant start) {
        if (endColumn >= 0) {
            return time(row, endColumn, NONE).flatMap(reported -> reported.instant().or(() -> {
                var local = reported.local().orElseThrow();
                return zone(row).getRules().getValidOffsets(local).stream().map(local::toInstant)
                        .filter(end -> end.isAfter(start)).findFirst();
            }));
        }
        return mapping.every().map(amount -> start.atZone(zone(row)).plus(amount).toInstant());
    }

    /** {@return the most frequent distance of rows} */
    static Optional<TemporalAmount> every(CsvMapping mapping, List<List<String>> rows) {
        if (mapping.index(Kind.END) >= 0) {
            return Optional.empty();
        }
        var reader = new CsvTimes(mapping);
        int sensor = mapping.index(Kind.SENSOR) < 0 ? mapping.index(Kind.NAME) : mapping.index(Kind.SENSOR);
        var distances = new HashMap<Long, Integer>();
        long before = Long.MIN_VALUE;
        for (var row : rows) {
            if (sensor >= 0 && sensor < row.size() && !row.get(sensor).equals(rows.getFirst().get(sensor))) {
                continue;
            }
            var moment = reader.local(row);
            if (moment.isPresent()) {
                long millis = moment.get().toInstant(ZoneOffset.UTC).toEpochMilli();
                if (before != Long.MIN_VALUE && millis != before) {
                    distances.merge(Math.abs(millis - before), 1, Integer::sum);
                }
                before = millis;
            }
        }
        return distances.entrySet().stream()
                .max(Map.Entry.<Long, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .filter(millis -> millis > HELD_MILLIS
                        || mapping.columns().stream().anyMatch(
                                column -> column.kind().isEnergy() || column.kind().isCount()))
                .map(CsvTimes::amount);
    }

    private static TemporalAmount amount(long millis) {
        if (millis < DAY_MILLIS - HOUR_MILLIS) {
            return Duration.ofSeconds(Math.ceilDiv(millis, 1000));
        }
        long days = Math.round((double) millis / DAY_MILLIS);
        if (days >= 28 && days <= 31) {
            return Period.ofMonths(1);
        }
        return days >= 365 ? Period.ofYears(1) : Period.ofDays((int) days);
    }
}
