package org.currentcost.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The recording program is killed again and again, at any moment. A start takes seconds, so there are a dozen kills
 * here; the store's own test kills a smaller process fifty times.
 */
class KillTest {

    private static final int KILLS = 4;
    /** At 20 readings a second, a life lasts up to 14 s: some end before the first commit, some after the second. */
    private static final int MOST_READINGS = 280;
    private static final Duration MAY_BE_LOST = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void losesNothingThatIsOlderThanTenSeconds(long seed) throws Exception {
        var random = new Random(seed);
        var data = folder.resolve("data").toString();
        int begin = 0;
        var safe = new ArrayList<Measured>();
        try (var server = new Server(3)) {
            for (int kill = 1; kill <= KILLS; kill++) {
                var named = "seed " + seed + ", kill " + kill;
                try (var record = Product.start("record", "--source", server.address(), "--data", data)) {
                    // The last life of each is a long one, so that there is always something to find.
                    server.awaitMore(kill == KILLS ? MOST_READINGS : 1 + random.nextInt(MOST_READINGS), record);
                    long now = System.nanoTime();
                    record.kill().exitCode();
                    server.sent().stream().skip(begin).filter(one -> now - one.nanos() > MAY_BE_LOST.toNanos())
                            .forEach(one -> safe.add(one.measured()));
                }
                begin = server.forget();
                Product.run("verify", "--data", data);
                assertComplete(server.sent(), safe, Product.export(Path.of(data)), named);
            }
        }
        assertTrue(safe.size() > 20, "only " + safe.size() + " readings were older");
    }

    private static void assertComplete(List<Server.Sent> sent, List<Measured> safe, List<ExportedRow> exported,
            String named) {
        var found = exported.stream().map(ExportedRow::measured).toList();
        var once = new HashSet<>(found);
        assertEquals(once.size(), found.size(), named + ": a reading came twice");
        assertEquals(List.of(), safe.stream().filter(one -> !once.contains(one)).toList(), named);
        var all = new HashSet<>(sent.stream().map(Server.Sent::measured).toList());
        assertTrue(all.containsAll(once), named + ": a reading was never sent");
        // Times may be finer for one sensor than for another: each keeps its own order.
        Measured.bySensor(found).values().forEach(one -> assertEquals(
                one.stream().map(Measured::watts).sorted().toList(), one.stream().map(Measured::watts).toList(),
                named));
    }
}
