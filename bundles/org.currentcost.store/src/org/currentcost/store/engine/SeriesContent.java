package org.currentcost.store.engine;

import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import org.currentcost.model.Resolution;

/**
 * The readings and sums of series in what an engine keeps of them, by the rules that every engine shares. For one
 * thread at a time, within one transaction or snapshot.
 *
 * @param <X> what goes wrong besides damage, such as with a database
 */
public final class SeriesContent<X extends Exception> implements AutoCloseable {

    private final ZoneId zone;
    private final Map<Resolution, BucketBounds> bounds = new EnumMap<>(Resolution.class);
    private final RawReadings<X> raw;
    private final EditedReadings<X> edited;
    private final KeptSums<X> sums;

    /** @param tables what the engine keeps @param zone by which days and months are cut */
    public SeriesContent(SeriesTables<X> tables, ZoneId zone) {
        this.zone = zone;
        for (var resolution : Resolution.values()) {
            bounds.put(resolution, BucketBounds.of(resolution, zone));
        }
        raw = new RawReadings<>(tables);
        edited = new EditedReadings<>(this);
        sums = new KeptSums<>(this, tables);
    }

    /** {@return the readings as they came} */
    public RawReadings<X> raw() {
        return raw;
    }

    /** {@return the readings after the edits} */
    public EditedReadings<X> edited() {
        return edited;
    }

    /** {@return the sums of readings after the edits} */
    public KeptSums<X> sums() {
        return sums;
    }

    /** {@return the zone by which days and months are cut} */
    public ZoneId zone() {
        return zone;
    }

    /** {@return where the buckets of a resolution begin and end} */
    public BucketBounds bounds(Resolution resolution) {
        return bounds.get(resolution);
    }

    @Override
    public void close() {
        raw.close();
        sums.close();
    }
}
