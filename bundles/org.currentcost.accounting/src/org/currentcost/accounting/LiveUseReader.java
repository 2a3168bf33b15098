package org.currentcost.accounting;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.currentcost.analysis.PriceInForce;
import org.currentcost.analysis.Pricing;
import org.currentcost.model.Bucket;
import org.currentcost.model.HoldRule;
import org.currentcost.model.NominalInterval;
import org.currentcost.model.Quantity;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.LiveBus;
import org.currentcost.store.StoreException;

/**
 * What is used now, what that costs, and how it was in the last minutes to days: live and stored readings as one.
 * <p>
 * {@link #now} is for one thread that asks again and again, {@link #course} for another one that may wait for the
 * store.
 */
public final class LiveUseReader {

    private static final int MILLIWATTS_PER_KILOWATT_DIGITS = 6;
    private static final long MILLIS_PER_MINUTE = 60_000;

    private final Accounting accounting;
    private final LivePower power;
    private volatile Price price = new Price(-1, -1, Optional.empty(), Optional.empty(), Optional.empty());

    /** What a kilowatt-hour costs. @param minute when it was asked for, in minutes since the epoch @param of whose */
    private record Price(long minute, long settings, Optional<SeriesKey> of, Optional<PriceInForce> perKilowattHour,
            Optional<Currency> currency) {
    }

    /** A part of an answer that is read from the store. */
    private interface Part<T> {
        List<T> read() throws StoreException;
    }

    /** @param live has what was just heard @param accounting has what came before, and what the user settled */
    public LiveUseReader(LiveBus live, Accounting accounting) {
        this.accounting = accounting;
        power = new LivePower(live, accounting.store());
    }

    /**
     * {@return what sensors say now}; its price is that of the last {@link #course} that was asked for, if the same
     * sensor was the first one there
     */
    public LiveNow now(LiveSensors sensors) {
        Instant now = accounting.clock().instant();
        var powers = sensors.shown().stream()
                .map(sensor -> new LiveNow.Sensed(sensor, power.latest(sensor, sensors::sensor, now))).toList();
        var first = powers.stream().findFirst();
        return new LiveNow(powers, first.flatMap(this::cost),
                first.flatMap(one -> temperature(one.sensor().key().meter(), now)));
    }

    private Optional<LiveNow.Cost> cost(LiveNow.Sensed sensed) {
        var known = price;
        // What one sensor's kilowatt-hours cost, another one's need not: tiers go by what it has used.
        if (known.of().filter(sensed.sensor().key()::equals).isEmpty()) {
            return Optional.empty();
        }
        return sensed.power().flatMap(value -> known.perKilowattHour().map(one -> new LiveNow.Cost(
                one.perKilowattHour()
                        .multiply(BigDecimal.valueOf(value.power().milliwatts(), MILLIWATTS_PER_KILOWATT_DIGITS)),
                known.currency().orElseThrow(), one, value.stale())));
    }

    /** A temperature is told with every message of a meter, though kept only when it changes: so long it is held. */
    private Optional<LiveNow.Temperature> temperature(String meter, Instant now) {
        return power.reading(new SeriesKey(meter, 0, Quantity.TEMPERATURE), now)
                .flatMap(reading -> offset(meter).map(offset -> new LiveNow.Temperature(reading.total() + offset,
                        reading.time(), HoldRule.freshUntilMillis(reading, NominalInterval.OF_METER_MILLIS) < now
                                .toEpochMilli())));
    }

    /** Without it the temperature would be a wrong one. */
    private Optional<Long> offset(String meter) {
        try {
            return Optional.of(accounting.household().temperatureOffset(meter));
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    /** {@return what sensors did in a range}; reads the store, each part as well as it can be */
    public LiveCourse course(LiveCourse.Question question) {
        var problems = new ArrayList<StoreException>();
        var shown = question.sensors().shown();
        var powers = shown.stream().map(sensor -> read(problems, () -> power.course(sensor,
                question.sensors()::sensor, question.range(), question.buckets()))).toList();
        List<Bucket> temperature = question.temperature() && !shown.isEmpty()
                ? read(problems, () -> temperatures(shown.getFirst().key().meter(), question.range(),
                        question.buckets()))
                : List.of();
        var notes = read(problems, () -> accounting.store().notes(question.range()));
        shown.stream().findFirst().ifPresent(first -> askPrice(first.key(), problems));
        return new LiveCourse(powers, temperature, notes, problems.stream().findFirst());
    }

    private static <T> List<T> read(List<StoreException> problems, Part<T> part) {
        try {
            return part.read();
        } catch (StoreException e) {
            problems.add(e);
            return List.of();
        }
    }

    private List<Bucket> temperatures(String meter, TimeRange range, int buckets) throws StoreException {
        return accounting.household().corrected(meter,
                power.course(new SeriesKey(meter, 0, Quantity.TEMPERATURE), range, buckets));
    }

    /** Asks for the price of now; the energy that a tariff's tiers go by is read once a minute at most. */
    private void askPrice(SeriesKey series, List<StoreException> problems) {
        long minute = accounting.clock().millis() / MILLIS_PER_MINUTE;
        long settings = accounting.household().revision();
        var before = price;
        if (before.minute() == minute && before.settings() == settings
                && before.of().filter(series::equals).isPresent()) {
            return;
        }
        try {
            Optional<PriceInForce> now = accounting.amounts().priceNow(series);
            Optional<Currency> currency = accounting.amounts().pricing().map(Pricing::tariff)
                    .map(one -> one.currency());
            price = new Price(minute, settings, Optional.of(series), currency.isPresent() ? now : Optional.empty(),
                    currency);
        } catch (StoreException e) {
            problems.add(e);
            price = new Price(minute, settings, Optional.of(series), Optional.empty(), Optional.empty());
        }
    }
}
