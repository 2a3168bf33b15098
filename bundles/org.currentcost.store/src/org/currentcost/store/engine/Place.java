package org.currentcost.store.engine;

import java.nio.ByteBuffer;
import org.currentcost.model.Resolution;

/**
 * Where a blob belongs. It is part of the checksum, so that one which got to another place is known to be damaged.
 *
 * @param table  what it is kept with: 0 for readings, else 1 and the ordinal of the resolution
 * @param series the id of the series
 * @param number of the day or rollup
 */
public record Place(int table, int series, long number) {

    /** The chunk of a day. */
    public static Place ofDay(SeriesState series, long day) {
        return new Place(0, series.id(), day);
    }

    /** The rollup. */
    public static Place ofRollup(SeriesState series, Resolution resolution, long rollup) {
        return new Place(1 + resolution.ordinal(), series.id(), rollup);
    }

    /** {@return what stands for the place in a checksum, so that what got to another place is found} */
    public byte[] bytes() {
        return ByteBuffer.allocate(Integer.BYTES * 2 + Long.BYTES).putInt(table).putInt(series).putLong(number).array();
    }
}
