package org.currentcost.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tests wait for conditions: one that waits for time fails on a busy computer, and wastes it on any other. */
class WaitingTest {

    private static final Pattern WAITS_FOR_TIME = Pattern.compile(
            "\\b(Thread\\.sleep|LockSupport\\.park\\w*|TimeUnit\\.\\w+\\.sleep)\\(");
    /** One looks again after a while, and one is a slow network. */
    private static final Set<String> ALLOWED = Set.of("org.currentcost.testkit/Patience.java",
            "org.currentcost.source.mqtt.tests/Proxy.java");
    /** They keep to a pace, and measure what has come to rest. */
    private static final String BENCHMARKS = "org.currentcost.benchmarks";

    @Test
    void noTestWaitsForTime() {
        var waiting = new TreeSet<String>();
        int seen = 0;
        for (var module : Workspace.children(Workspace.root().resolve("tests"))) {
            if (module.endsWith(BENCHMARKS)) {
                continue;
            }
            for (var source : Workspace.files(module, ".java")) {
                seen++;
                if (WAITS_FOR_TIME.matcher(Workspace.text(source)).find()) {
                    waiting.add(module.getFileName() + "/" + source.getFileName());
                }
            }
        }
        assertTrue(seen > 200, "too few tests were found: " + seen);
        assertEquals(new TreeSet<>(ALLOWED), waiting);
    }
}
