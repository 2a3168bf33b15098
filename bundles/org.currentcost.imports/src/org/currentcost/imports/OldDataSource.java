package org.currentcost.imports;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Note;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.OldDataFile.Energy;
import org.currentcost.store.OldDataReader;
import org.currentcost.store.StorableRule;
import org.currentcost.store.StoreException;

/**
 * A data file ({@code .ccd}) of the first CurrentCost program for PCs: the house's energy, and notes.
 * <p>
 * Blocks are dated as that program did, by the clock on the wall: two hours from the stored time on, days from midnight
 * to midnight, months by the calendar. In truth a meter's days end at 23:00 and its months have thirty days; the file
 * does not tell enough to put that right. Where a change of the clock lets two blocks overlap, the first one ends where
 * the second one begins.
 */
public final class OldDataSource implements ImportSource {

    private static final String PRICE = "kwhcost";
    private static final String TARGET = "annualtarget";
    /** A tariff's prices are less. */
    private static final BigDecimal MOST_MONEY = BigDecimal.valueOf(1_000_000);
    private static final long TWO_HOURS_MILLIS = 7_200_000;
    private static final double WATT_HOURS_PER_KILOWATT_HOUR = 1000;

    private final OldDataReader reader;
    private final Path file;
    private final String meter;
    private final ZoneId zone;

    /**
     * Makes a source of a file; nothing is read yet.
     *
     * @param reader reads it
     * @param meter  the name of the meter whose house it was
     * @param zone   whose clock is on the wall
     */
    public OldDataSource(OldDataReader reader, Path file, String meter, ZoneId zone) {
        this.reader = reader;
        this.file = file;
        this.meter = meter;
        this.zone = zone;
    }

    /**
     * What was settled in the first program; to be offered, not to be taken over unasked.
     *
     * @param price        of a kWh, in pounds
     * @param annualTarget in pounds a year
     * @param supplier     of the electricity
     */
    public record Settings(Optional<BigDecimal> price, Optional<BigDecimal> annualTarget, Optional<String> supplier) {
    }

    /** {@return what was settled in the first program} */
    public Settings settings() throws StoreException {
        var settings = reader.read(file).settings();
        return new Settings(amount(settings.get(PRICE)), amount(settings.get(TARGET)),
                Optional.ofNullable(settings.get("electricitysupplier")).filter(text -> !text.isBlank()));
    }

    /** {@return an amount of money above zero, which is how that program says that nothing is settled} */
    private static Optional<BigDecimal> amount(String text) {
        return Optional.ofNullable(text).flatMap(FieldDecimals::parse)
                .filter(value -> value.signum() > 0 && value.compareTo(MOST_MONEY) < 0);
    }

    private static boolean isNoAmount(String text) {
        return text != null && !text.isBlank() && amount(text).isEmpty()
                && FieldDecimals.parse(text).filter(value -> value.signum() == 0).isEmpty();
    }

    @Override
    public String name() {
        return String.valueOf(file.getFileName());
    }

    @Override
    public void read(ImportTarget target, Consumer<Double> progress) throws ImportException, StoreException {
        progress.accept(0.0);
        var old = reader.read(file);
        progress.accept(0.5);
        blocks(target, HistorySpan.TWO_HOURS, old.hours());
        blocks(target, HistorySpan.DAY, old.days());
        blocks(target, HistorySpan.MONTH, old.months());
        for (var remark : old.notes()) {
            long start = millis(remark.start());
            long end = switch (remark.graph()) {
                case HOURS -> start + TWO_HOURS_MILLIS;
                case DAYS -> end(remark.start(), HistorySpan.DAY);
                case MONTHS -> end(remark.start(), HistorySpan.MONTH);
            };
            target.note(new Note(0, TimeRange.ofMillis(start, end), remark.text()));
        }
        for (String row : old.unreadable()) {
            target.damage(new ImportDamage(file.toString(), 0, Messages.get("old.row", row)));
        }
        for (var key : List.of(PRICE, TARGET)) {
            String text = old.settings().get(key);
            if (isNoAmount(text)) {
                target.damage(new ImportDamage(file.toString(), 0, Messages.get("old.setting", key, text)));
            }
        }
        progress.accept(1.0);
    }

    private void blocks(ImportTarget target, HistorySpan span, List<Energy> energies) throws StoreException {
        var byStart = new TreeMap<Long, Energy>();
        for (var energy : energies) {
            if (byStart.putIfAbsent(millis(energy.start()), energy) != null) {
                // A change of the clock has made two times of the wall one moment.
                target.damage(new ImportDamage(file.toString(), 0, Messages.get("old.twice", energy.start())));
            }
        }
        for (var entry : byStart.entrySet()) {
            long start = entry.getKey();
            var next = byStart.higherKey(start);
            long end = end(entry.getValue().start(), span);
            var block = new HistoryBlock(span, start, next == null ? end : Math.min(end, next),
                    Math.round(entry.getValue().kilowattHours() * WATT_HOURS_PER_KILOWATT_HOUR));
            var reason = StorableRule.implausible(block);
            if (reason.isPresent()) {
                target.damage(new ImportDamage(file.toString(), 0, reason.get()));
            } else {
                target.block(SeriesKey.power(meter, 0), block);
            }
        }
    }

    private long millis(LocalDateTime local) {
        return local.atZone(zone).toInstant().toEpochMilli();
    }

    private long end(LocalDateTime start, HistorySpan span) {
        return switch (span) {
            case TWO_HOURS -> millis(start) + TWO_HOURS_MILLIS;
            case DAY -> start.toLocalDate().plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
            case MONTH -> start.toLocalDate().plusMonths(1).atStartOfDay(zone).toInstant().toEpochMilli();
        };
    }
}
