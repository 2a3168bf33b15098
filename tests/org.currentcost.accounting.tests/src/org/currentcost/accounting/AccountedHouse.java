package org.currentcost.accounting;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.currentcost.analysis.Tariff;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.settings.Tariffs;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.store.sqlite.SqliteEngine;

/** A house in Berlin to ask questions about: what it uses is recorded once a minute. */
final class AccountedHouse implements AutoCloseable {

    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final SeriesKey HOUSE = SeriesKey.power("Home", 0);
    static final SeriesKey OVEN = SeriesKey.power("Home", 1);

    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final ReadingStore store;
    private Instant now;

    AccountedHouse(Path folder, String now) throws StoreException {
        store = new SqliteEngine().in(folder).open(BERLIN);
        this.now = at(now);
    }

    /** {@return an instant by the clock of Berlin, such as {@code 2025-03-30T04:00}} */
    static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    static TimeRange range(String from, String to) {
        return new TimeRange(at(from), at(to));
    }

    static TimeRange days(String first, int days) {
        var date = LocalDate.parse(first);
        return new TimeRange(date.atStartOfDay(BERLIN).toInstant(), date.plusDays(days).atStartOfDay(BERLIN)
                .toInstant());
    }

    /** Records a power. */
    void record(SeriesKey key, TimeRange range, long milliwatts) throws StoreException {
        store.expect(key, PERIOD.toMillis());
        try (var bulk = store.bulkAppend()) {
            for (var at = range.start(); at.isBefore(range.end()); at = at.plus(PERIOD)) {
                bulk.add(key, Reading.of(at, milliwatts));
            }
        }
    }

    /** Pays by a tariff in euro. */
    void pays(TariffVersion version) throws StoreException {
        new Household(store).save(Tariffs.NONE.with(Optional.empty(),
                new Tariff("Home", Currency.getInstance("EUR"), List.of(version))).using("Home"));
    }

    void isNow(String local) {
        now = at(local);
    }

    ReadingStore store() {
        return store;
    }

    /** {@return what knows nothing of what was asked before} */
    Accounting accounting() {
        return Accounting.of(store, (InstantSource) () -> now);
    }

    List<Sensor> sensors(SeriesKey... keys) throws StoreException {
        var household = new Household(store);
        var sensors = new ArrayList<Sensor>();
        for (var key : keys) {
            sensors.add(household.sensor(key));
        }
        return sensors;
    }

    @Override
    public void close() {
        store.close();
    }
}
