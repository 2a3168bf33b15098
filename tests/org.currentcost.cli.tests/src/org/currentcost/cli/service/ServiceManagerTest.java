package org.currentcost.cli.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.currentcost.testkit.NotifiedSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a service manager is told. */
@EnabledOnOs(OS.LINUX)
class ServiceManagerTest {

    private static final long PID = 4711;

    @TempDir
    private Path folder;

    private long nanos = 1_000_000_000_000L;

    private ServiceManager manager(Map<String, String> environment) {
        return ServiceManager.of(environment, PID, () -> nanos);
    }

    @Test
    void itIsToldOfReadinessStatusLifeAndEnd() throws Exception {
        for (String path : List.of(folder.resolve("notify").toString(), "@currentcost/test/" + folder.getFileName())) {
            try (var socket = new NotifiedSocket(path)) {
                var manager = manager(Map.of("NOTIFY_SOCKET", path, "WATCHDOG_USEC", "30000000"));
                assertTrue(manager.isPresent());
                manager.ready("All is well, 2 °C.\nReally");
                assertEquals("READY=1\nSTATUS=All is well, 2 °C. Really", socket.await());
                manager.alive();
                nanos += Duration.ofMillis(9_999).toNanos();
                manager.alive();
                assertEquals(List.of(), socket.received());
                nanos += Duration.ofMillis(1).toNanos();
                manager.alive();
                manager.alive();
                assertEquals("WATCHDOG=1", socket.await());
                manager.stopping();
                assertEquals("STOPPING=1", socket.await());
            }
        }
    }

    @Test
    void whereNobodyAsksNothingIsTold() {
        for (var environment : List.of(Map.<String, String>of(), Map.of("NOTIFY_SOCKET", ""),
                Map.of("NOTIFY_SOCKET", "relative/path"))) {
            var manager = manager(environment);
            assertFalse(manager.isPresent());
            manager.ready("nobody hears it");
            manager.alive();
        }
    }

    @Test
    void aWatchdogOfAnotherProcessIsNotFed() throws Exception {
        String path = folder.resolve("notify").toString();
        try (var socket = new NotifiedSocket(path)) {
            for (var other : List.of(Map.of("WATCHDOG_PID", "1", "WATCHDOG_USEC", "1000000"),
                    Map.of("WATCHDOG_USEC", "0"), Map.of("WATCHDOG_USEC", "-5"), Map.of("WATCHDOG_USEC", "soon"),
                    Map.of("WATCHDOG_USEC", "99999999999999999999"))) {
                var environment = new HashMap<>(other);
                environment.put("NOTIFY_SOCKET", path);
                var manager = manager(environment);
                nanos += Duration.ofDays(1).toNanos();
                manager.alive();
            }
            assertEquals(List.of(), socket.received());
            var own = manager(Map.of("NOTIFY_SOCKET", path, "WATCHDOG_USEC", "1000000", "WATCHDOG_PID",
                    Long.toString(PID)));
            nanos += Duration.ofDays(1).toNanos();
            own.alive();
            assertEquals("WATCHDOG=1", socket.await());
        }
    }

    @Test
    void aManagerThatIsGoneHarmsNothing() {
        for (String path : List.of(folder.resolve("gone").toString(), "@gone", "/" + "x".repeat(200))) {
            manager(Map.of("NOTIFY_SOCKET", path)).ready("nobody hears it");
        }
    }
}
