package org.currentcost.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StorableRule;
import org.currentcost.store.engine.ChunkCodec;
import org.currentcost.store.engine.Place;
import org.currentcost.store.engine.ReadingColumns;
import org.currentcost.testkit.store.CountedReadingsContract;
import org.junit.jupiter.api.Test;

/** What the embedded engine keeps of its contract, and what is its own. */
class CountedReadingsTest extends CountedReadingsContract {

    CountedReadingsTest() {
        super(new EmbeddedUnderTest());
    }

    @Test
    void anIntervalThatOthersWroteIntoTheFileStaysWithinItsBounds() throws Exception {
        for (String wrong : List.of("-5", "9223372036854775807", "'text'", "1e300")) {
            var copy = folder.resolve("copy" + wrong.hashCode());
            try (var store = SqliteLocation.of(copy).open(ZONE)) {
                store.append(Map.of(METER, List.of(counted(0, 5, 100))));
            }
            Content.execute(copy, "DELETE FROM chunk");
            Content.execute(copy, "INSERT INTO hot (series, time_millis, channel1, interval_millis) VALUES (1, " + START
                    + ", 1000, " + wrong + ")");
            Content.execute(copy, "UPDATE series SET longest_interval_millis = " + wrong);
            try (var store = SqliteLocation.of(copy).open(ZONE)) {
                long covered = total(store.buckets(METER, TimeRange.ALL, Resolution.MONTH)).coveredMillis();
                assertTrue(covered > 0 && covered <= StorableRule.LONGEST_INTERVAL_MILLIS, wrong);
            }
        }
    }

    @Test
    void chunksWithoutCountsAreAsBeforeAndIntervalsCostLittle() throws DataFormatException {
        var plain = new ReadingColumns();
        var counted = new ReadingColumns();
        for (int index = 0; index < 1_000; index++) {
            plain.add(Reading.of(Instant.ofEpochMilli(START + index * 26_000L), index * 1000));
            counted.add(Reading.counted(START + index * 26_000L, 26_000, index * 1000));
        }
        try (var codec = new ChunkCodec()) {
            var place = new Place(0, 1, 2);
            int size = codec.encode(place, plain).length;
            var blob = codec.encode(place, counted);
            assertTrue(blob.length <= size + 8, blob.length + " instead of " + size);
            var back = new ReadingColumns();
            codec.decode(place, blob, back);
            assertEquals(counted.reading(17), back.reading(17));
            assertEquals(26_000, back.interval(999));
            counted.setInterval(999, StorableRule.LONGEST_INTERVAL_MILLIS + 1);
            var wrong = codec.encode(place, counted);
            assertThrows(DataFormatException.class, () -> codec.decode(place, wrong, back));
        }
    }
}
