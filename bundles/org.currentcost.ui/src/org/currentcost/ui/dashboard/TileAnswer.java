package org.currentcost.ui.dashboard;

import java.util.List;
import java.util.Optional;
import org.currentcost.accounting.CheapestPrices;
import org.currentcost.accounting.RecentCoverage;
import org.currentcost.accounting.Sensor;
import org.currentcost.accounting.TargetMonth;
import org.currentcost.accounting.TodaySoFar;
import org.currentcost.model.Bucket;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;

/** What is answered to a tile's question. */
sealed interface TileAnswer {

    /** Nothing was ever heard of any meter. */
    record NoReadings() implements TileAnswer {
    }

    /** The tile's sensor is no longer there. */
    record Gone(SeriesKey sensor) implements TileAnswer {
    }

    /** The file could not be read. */
    record Unreadable() implements TileAnswer {
    }

    /** Of a sensor whose power is asked for time and again. */
    record Now(Sensor sensor) implements TileAnswer {
    }

    /** The power of the last day, and of now as {@link Now}. @param buckets in the order of time, known ones or not */
    record Course(Sensor sensor, TimeRange range, List<Bucket> buckets) implements TileAnswer {
    }

    /** Today so far. */
    record Today(TodaySoFar soFar) implements TileAnswer {
    }

    /** @param month empty without a target */
    record Month(Optional<TargetMonth> month) implements TileAnswer {
    }

    /** @param recent empty if nothing was ever known of the sensor */
    record Coverage(Sensor sensor, Optional<RecentCoverage> recent) implements TileAnswer {
    }

    /** @param prices empty without a tariff */
    record Cheapest(Optional<CheapestPrices> prices) implements TileAnswer {
    }
}
