package org.currentcost.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.currentcost.analysis.EnergySum;
import org.currentcost.analysis.QuarterHours;
import org.currentcost.model.Edit;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.sqlite.SqliteEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a preview says before an edit is what is shown after it. */
class EditPreviewTest {

    private static final SeriesKey HOUSE = SeriesKey.power("Home", 0);
    private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");
    private static final long HOUR = 3_600_000;

    @TempDir
    private Path folder;
    private ReadingStore store;
    private EnergyReader energy;

    @BeforeEach
    void open() throws Exception {
        store = new SqliteEngine().in(folder.resolve("data")).open(ZoneOffset.UTC);
        energy = new EnergyReader(store, new Household(store));
        var readings = new ArrayList<Reading>();
        for (long at = 0; at < 8 * HOUR; at += 6_000) {
            readings.add(Reading.of(START.plusMillis(at), 1_000_000));
        }
        store.append(Map.of(HOUSE, readings));
        var blocks = new ArrayList<HistoryBlock>();
        for (int i = 0; i < 4; i++) {
            blocks.add(new HistoryBlock(HistorySpan.TWO_HOURS, START.toEpochMilli() + i * 2 * HOUR,
                    START.toEpochMilli() + (i + 1) * 2 * HOUR, 2_100));
        }
        store.appendHistory(HOUSE, blocks);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static TimeRange hours(double from, double to) {
        return TimeRange.ofMillis(START.toEpochMilli() + Math.round(from * HOUR),
                START.toEpochMilli() + Math.round(to * HOUR));
    }

    private static EnergySum sum(QuarterHours quarters) {
        return quarters.sum(quarters.range().startMillis(), quarters.range().endMillis());
    }

    private void assertShown(QuarterHours previewed, TimeRange range) throws Exception {
        var shown = sum(energy.energy(HOUSE, range));
        assertEquals(shown.kilowattHours(), sum(previewed).kilowattHours(), 0.006);
        assertEquals(shown.memoryMicrojoules() + shown.estimatedMicrojoules(),
                sum(previewed).memoryMicrojoules() + sum(previewed).estimatedMicrojoules(), 0.006 * 3.6e12);
    }

    @Test
    void theMetersMemoryFillsWhatIsExcluded() throws Exception {
        for (var range : List.of(hours(2, 4), hours(1, 5), hours(2.1, 3.3))) {
            var preview = energy.withoutReadings(HOUSE, range);
            var edit = store.edit(Edit.exclude(HOUSE, range, START, ""));
            assertShown(preview, range);
            store.setUndone(edit.id(), true);
        }
        assertEquals(2.1, sum(energy.withoutReadings(HOUSE, hours(2, 4))).kilowattHours(), 0.001);
    }

    @Test
    void aFactorCountsForWhatWasMeasured() throws Exception {
        for (var range : List.of(hours(2, 4), hours(2.1, 3.3))) {
            var preview = energy.scaled(HOUSE, range, new BigDecimal("1.5"));
            var edit = store.edit(Edit.scale(HOUSE, range, new BigDecimal("1.5"), START, ""));
            assertShown(preview, range);
            store.setUndone(edit.id(), true);
        }
    }
}
