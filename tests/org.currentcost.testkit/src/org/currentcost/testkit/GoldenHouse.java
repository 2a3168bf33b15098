package org.currentcost.testkit;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.currentcost.accounting.Household;
import org.currentcost.accounting.Sensor;
import org.currentcost.analysis.CarbonFactor;
import org.currentcost.analysis.CarbonFactors;
import org.currentcost.analysis.Target;
import org.currentcost.analysis.Tariff;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.analysis.Tier;
import org.currentcost.analysis.TimeBand;
import org.currentcost.model.Edit;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Note;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.settings.SensorSettings;
import org.currentcost.settings.Tariffs;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.store.sqlite.SqliteEngine;

/**
 * Fifteen months of two meters, the same on every computer: gaps, edits, the meter's memory, a tariff with bands, tiers
 * and two versions, carbon, a target, notes.
 */
public final class GoldenHouse {

    /** The zone that days and months are cut by. */
    public static final ZoneId ZONE = ZoneId.of("Europe/London");
    /** When the readings begin. */
    public static final Instant START = Instant.parse("2025-02-01T00:00:00Z");

    private static final Instant END = Instant.parse("2026-05-01T00:00:00Z");
    /** The day after the last reading, when the edits were made. */
    public static final Instant MADE = Instant.parse("2026-05-02T10:00:00Z");
    private static final SeriesKey HOUSE = SeriesKey.power("Home", 0);
    private static final SeriesKey OVEN = SeriesKey.power("Home", 1);
    private static final SeriesKey SUN = SeriesKey.power("Home", 2);
    private static final SeriesKey BARN = SeriesKey.power("Barn", 0);

    private final ReadingStore store;

    private GoldenHouse(ReadingStore store) {
        this.store = store;
    }

    /** Makes the house in an empty folder. */
    public static void build(Path folder) throws StoreException {
        try (var store = new SqliteEngine().in(folder).open(ZONE)) {
            new GoldenHouse(store).build();
        }
    }

    private void build() throws StoreException {
        measure(HOUSE, Duration.ofMinutes(1), 1, 300_000, 3_000_000);
        measure(OVEN, Duration.ofMinutes(5), 2, 0, 2_000_000);
        measure(SUN, Duration.ofMinutes(5), 3, 0, 3_500_000);
        measure(BARN, Duration.ofMinutes(5), 4, 40_000, 900_000);
        measure(new SeriesKey("Home", 0, Quantity.TEMPERATURE), Duration.ofMinutes(10), 5, 17_000, 5_000);
        count();
        remember();
        settle();
        edit();
        store.saveNote(new Note(0, new TimeRange(at(10), at(12)), "Away, \"all\" off"));
        store.saveNote(new Note(0, new TimeRange(at(100), at(100)), "=New oven"));
    }

    private static Instant at(double days) {
        return START.plusMillis(Math.round(days * 86_400_000));
    }

    /** A walk between a base and what comes on top, with a day of every twenty missing, and an hour of every week. */
    private void measure(SeriesKey key, Duration interval, long seed, long base, long most) throws StoreException {
        store.expect(key, interval.toMillis());
        var random = new Random(seed);
        long value = most / 4;
        try (var append = store.bulkAppend()) {
            for (var at = START; at.isBefore(END); at = at.plus(interval)) {
                value = Math.clamp(value + random.nextInt(200_001) - 100_000, 0, most);
                long hour = (at.toEpochMilli() - START.toEpochMilli()) / 3_600_000;
                if ((hour / 24 + seed) % 20 != 19 && (hour + seed) % 168 != 50) {
                    append.add(key, key.equals(BARN)
                            ? new Reading(at.toEpochMilli(), base + value, Reading.ABSENT, value / 3)
                            : Reading.of(at, base + value));
                }
            }
        }
    }

    private void count() throws StoreException {
        var key = new SeriesKey("Barn", 4, Quantity.PULSES);
        store.expect(key, 60_000);
        try (var append = store.bulkAppend()) {
            for (int minute = 0; minute < 3000; minute++) {
                append.add(key, Reading.of(START.plus(Duration.ofMinutes(minute)), minute * 3_000L));
            }
        }
    }

    /** Months from two years before, days and hours of the time of the readings. */
    private void remember() throws StoreException {
        var blocks = new ArrayList<HistoryBlock>();
        var first = LocalDate.of(2023, 2, 1);
        for (int month = 0; month < 30; month++) {
            var from = first.plus(Period.ofMonths(month)).atStartOfDay(ZONE).toInstant();
            var to = first.plus(Period.ofMonths(month + 1)).atStartOfDay(ZONE).toInstant();
            blocks.add(new HistoryBlock(HistorySpan.MONTH, from.toEpochMilli(), to.toEpochMilli(),
                    250_000 + 7_919L * month));
        }
        for (int day = 0; day < 60; day++) {
            blocks.add(new HistoryBlock(HistorySpan.DAY, at(day).toEpochMilli(), at(day + 1).toEpochMilli(),
                    8_000 + 137L * day));
        }
        for (int pair = 0; pair < 500; pair++) {
            blocks.add(new HistoryBlock(HistorySpan.TWO_HOURS, at(pair / 12.0).toEpochMilli(),
                    at((pair + 1) / 12.0).toEpochMilli(), 600 + pair % 97));
        }
        store.appendHistory(HOUSE, blocks);
    }

    private void settle() throws StoreException {
        var household = new Household(store);
        household.save(new Sensor(OVEN, new SensorSettings("Oven", SensorRole.INSIDE_HOUSE, false, Optional.empty(),
                Optional.empty())));
        household.save(new Sensor(SUN, new SensorSettings("Roof", SensorRole.GENERATION, false, Optional.empty(),
                Optional.empty())));
        household.chooseHouse("Home");
        var night = TimeBand.daily("Night", LocalTime.of(0, 30), LocalTime.of(7, 30), new BigDecimal("0.0912"));
        var weekend = new TimeBand("Weekend", Set.of(), Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
                LocalTime.of(10, 0),
                LocalTime.of(16, 0), new BigDecimal("0.15"));
        var before = TariffVersion.flat(LocalDate.of(2023, 1, 1), new BigDecimal("0.4512"), new BigDecimal("0.2894"));
        var after = new TariffVersion(LocalDate.of(2025, 6, 10), new BigDecimal("0.53"), new BigDecimal("0.27"),
                List.of(night, weekend), List.of(new Tier(new BigDecimal("100"), new BigDecimal("0.24"))),
                Tier.Period.MONTH, new BigDecimal("5"), false, Optional.of(new BigDecimal("0.15")), Optional.empty());
        household.save(Tariffs.NONE.with(Optional.empty(),
                new Tariff("Standard", Currency.getInstance("GBP"), List.of(before, after))).using("Standard"));
        household.save(new CarbonFactors(List.of(new CarbonFactor(LocalDate.of(2023, 1, 1), new BigDecimal("212.3")),
                new CarbonFactor(LocalDate.of(2026, 1, 1), new BigDecimal("177"))), Optional.empty()));
        household.save(Optional.of(new Target(new BigDecimal("900"), Target.Unit.MONEY)));
    }

    private void edit() throws StoreException {
        store.edit(Edit.exclude(HOUSE, new TimeRange(at(30.25), at(31.5)), MADE, "Clamp was open"));
        store.edit(Edit.scale(OVEN, new TimeRange(at(60), at(90)), new BigDecimal("1.25"), MADE, "Wrong clamp"));
        store.edit(Edit.shift(BARN, new TimeRange(at(200), at(201)), Duration.ofHours(1), MADE, "Clock"));
        var undone = store.edit(Edit.exclude(SUN, new TimeRange(at(5), at(6)), MADE, "By mistake"));
        store.setUndone(undone.id(), true);
        store.setFirstChannelOnly(BARN, true);
    }
}
