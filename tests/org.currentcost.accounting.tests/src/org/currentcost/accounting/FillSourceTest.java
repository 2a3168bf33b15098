package org.currentcost.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.currentcost.analysis.FillSource;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.settings.EnergyFiles;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.sqlite.SqliteEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a supplier's file says is not called what the meter remembers. */
class FillSourceTest {

    private static final SeriesKey HOUSE = SeriesKey.power("Home", 0);
    private static final long START = Instant.parse("2026-11-02T00:00:00Z").toEpochMilli();
    private static final long DAY = 86_400_000;

    @TempDir
    private Path folder;
    private ReadingStore store;
    private EnergyReader energy;

    @BeforeEach
    void open() throws Exception {
        store = new SqliteEngine().in(folder.resolve("data")).open(ZoneOffset.UTC);
        energy = new EnergyReader(store, new Household(store));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static HistoryBlock day(int number, long wattHours) {
        return new HistoryBlock(HistorySpan.DAY, START + number * DAY, START + (number + 1) * DAY, wattHours);
    }

    private long importDays(boolean supplier, HistoryBlock... days) throws Exception {
        try (var log = store.startImport("days", Instant.EPOCH)) {
            if (supplier) {
                new EnergyFiles(store).add(log.id());
            }
            log.appendHistory(HOUSE, List.of(days));
            return log.id();
        }
    }

    private FillSource source() throws Exception {
        return energy.energy(HOUSE).sum(START, START + 10 * DAY).filledFrom();
    }

    @Test
    void aSuppliersFileIsNoMetersMemory() throws Exception {
        importDays(true, day(0, 5_000), day(1, 6_000));
        assertEquals(FillSource.FILE, source());
        store.append(Map.of(HOUSE, List.of(Reading.of(Instant.ofEpochMilli(START + 5 * DAY), 100_000))));
        assertEquals(FillSource.FILE, source(), "after new readings");
        close();
        open();
        assertEquals(FillSource.FILE, source(), "after a restart");
    }

    @Test
    void aCaptureTellsTheMetersMemory() throws Exception {
        importDays(false, day(0, 5_000));
        assertEquals(FillSource.METER, source());
    }

    @Test
    void bothAreReported() throws Exception {
        store.appendHistory(HOUSE, List.of(day(0, 5_000)));
        long id = importDays(true, day(1, 6_000));
        assertEquals(FillSource.BOTH, source());
        store.undoImport(id, part -> {
        });
        assertEquals(FillSource.METER, source());
    }

    @Test
    void whatTheMeterSaysOtherwiseLaterIsItsOwn() throws Exception {
        importDays(true, day(0, 5_000));
        store.appendHistory(HOUSE, List.of(day(0, 5_100)));
        assertEquals(FillSource.METER, source());
    }
}
