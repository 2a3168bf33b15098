package org.currentcost.store.sqlite;

import static org.currentcost.store.sqlite.StoreProgram.HOUSE;
import static org.currentcost.store.sqlite.StoreProgram.START;
import static org.currentcost.store.sqlite.StoreProgram.ZONE;
import static org.currentcost.store.sqlite.StoreProgram.reading;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.currentcost.model.Edit;
import org.currentcost.model.EditKind;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight readers in this process and two other processes look on while somebody records and imports, for which it tells
 * how long a commit takes. {@code -Dcurrentcost.endurance=100} makes it a hundred times as much that is read.
 */
class TenGuestsTest {

    private static final int THREADS = 8;
    private static final int BEFORE = 20_000 * Integer.getInteger("currentcost.endurance", 1);
    private static final int COMMITS = 80;
    private static final int IMPORTED = 200_000;
    private static final SeriesKey IMPORT = SeriesKey.power("import", 0);

    @TempDir
    private Path folder;

    @Test
    void everyAnswerIsThatOfOneStoreAlone() throws Exception {
        var location = SqliteLocation.of(folder);
        var workers = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("guest-", 0).factory());
        var over = new CountDownLatch(1);
        var rounds = new AtomicInteger();
        var guests = new ArrayList<ReadingStore>();
        try (workers;
                var owner = location.open(ZONE);
                var one = StoreProgram.start(folder, "look");
                var two = StoreProgram.start(folder, "look")) {
            try (var bulk = owner.bulkAppend()) {
                for (int index = 0; index < BEFORE; index++) {
                    bulk.add(HOUSE, reading(START + index * 30_000L));
                }
            }
            owner.edit(new Edit(0, HOUSE, TimeRange.ofMillis(START, START + 86_400_000), EditKind.SCALE,
                    new BigDecimal("1.5"), Duration.ZERO, Instant.EPOCH, false, ""));
            var expected = Answers.of(owner, HOUSE, TimeRange.ALL);
            double alone = medianMillis(owner, 0);
            assertEquals("open", one.line());
            assertEquals("open", two.line());
            var looking = new ArrayList<Future<?>>();
            for (int number = 0; number < THREADS; number++) {
                var guest = location.openBeside();
                guests.add(guest);
                looking.add(workers.submit(look(guest, expected, over, rounds)));
            }
            for (var child : List.of(one, two)) {
                looking.add(workers.submit(() -> {
                    while (over.getCount() > 0) {
                        child.say("look");
                        assertTrue(child.line().matches("-?\\d+"));
                    }
                    return child;
                }));
            }
            var importing = workers.submit(() -> bringIn(owner));
            double beside = medianMillis(owner, COMMITS);
            importing.get();
            System.out.printf(Locale.ROOT,
                    "commit of ten readings, median of %d: %.1f ms alone, %.1f ms beside ten guests "
                            + "with %d readings and an import%n",
                    COMMITS, alone, beside, BEFORE);
            Patience.await("some rounds of all", () -> rounds.get() > 3 * THREADS
                    || looking.stream().anyMatch(Future::isDone));
            over.countDown();
            for (var each : looking) {
                each.get();
            }
            var last = Answers.of(owner, TimeRange.ALL);
            for (var guest : guests) {
                assertEquals(last, Answers.of(guest, TimeRange.ALL));
            }
            for (var child : List.of(one, two)) {
                child.say("look");
                assertEquals(Integer.toString(last.toString().hashCode()), child.line());
            }
        } finally {
            over.countDown();
            guests.forEach(ReadingStore::close);
        }
        try (var last = location.open(ZONE)) {
            var verification = last.verify(part -> {
            });
            assertTrue(verification.isGood(), verification::toString);
        }
    }

    private static Callable<ReadingStore> look(ReadingStore guest, List<Object> expected, CountDownLatch over,
            AtomicInteger rounds) {
        return () -> {
            long version = 0;
            var counts = new HashMap<SeriesKey, Long>();
            while (over.getCount() > 0) {
                assertEquals(expected, Answers.of(guest, HOUSE, TimeRange.ALL));
                for (var info : guest.series()) {
                    var former = counts.put(info.key(), info.readings());
                    assertTrue(former == null || former <= info.readings(), "readings of " + info.key() + " are lost");
                }
                long now = guest.version();
                assertTrue(now >= version);
                version = now;
                rounds.incrementAndGet();
            }
            return guest;
        };
    }

    /** {@return how long a commit takes} @param first the number of the first one */
    private static double medianMillis(ReadingStore owner, int first) throws StoreException {
        var nanos = new long[COMMITS];
        for (int commit = 0; commit < COMMITS; commit++) {
            long began = System.nanoTime();
            record(owner, first + commit);
            nanos[commit] = System.nanoTime() - began;
        }
        Arrays.sort(nanos);
        return nanos[COMMITS / 2] / 1e6;
    }

    private static void record(ReadingStore owner, int commit) throws StoreException {
        var batch = new HashMap<SeriesKey, List<Reading>>();
        for (int sensor = 0; sensor < 10; sensor++) {
            batch.put(SeriesKey.power("live", sensor), List.of(reading(START + commit * 6_000L + sensor)));
        }
        owner.appendLive(batch);
    }

    private static long bringIn(ReadingStore owner) throws StoreException {
        try (var log = owner.startImport("long", Instant.EPOCH)) {
            for (int first = 0; first < IMPORTED; first += 4_000) {
                var some = new ArrayList<Reading>();
                for (int index = 0; index < 4_000; index++) {
                    some.add(reading(START + (first + index) * 6_000L));
                }
                log.append(Map.of(IMPORT, some));
            }
            return log.id();
        }
    }
}
