package org.currentcost.store.sqlite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.OutputFile;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.testkit.ChildProcess;
import org.sqlite.JDBC;

/** What another process does with a store, until it is killed. */
final class StoreProgram {

    static final SeriesKey HOUSE = SeriesKey.power("house", 0);
    static final ZoneId ZONE = ZoneId.of("Europe/London");
    static final long START = 1_767_225_600_000L;

    private static final int LARGEST_BATCH = 400;

    private StoreProgram() {
    }

    /**
     * Starts it.
     *
     * @param what   what it does with the folder, as {@link #main} knows it
     * @param others what it needs beside the folder
     */
    static ChildProcess start(Path folder, String what, Path... others) throws IOException {
        return new ChildProcess(StoreProgram.class,
                List.of(SqliteEngine.class, ReadingStore.class, Reading.class, JDBC.class),
                Stream.concat(Stream.of(folder, what), Stream.of(others)).toArray());
    }

    /** {@return the reading that the child writes at an instant} */
    static Reading reading(long timeMillis) {
        return new Reading(timeMillis, timeMillis / 1000 % 3001 * 1000, Reading.ABSENT, timeMillis % 7 * 500);
    }

    /** Runs in the other process. */
    public static void main(String... arguments) throws IOException {
        if (List.of("move", "restore", "backup").contains(arguments[1])) {
            changeForEver(arguments);
        }
        if (arguments[1].equals("output")) {
            OutputFile.at(Path.of(arguments[0])).<IOException>write(out -> {
                out.write(new byte[1 << 20]);
                System.out.println("open");
                System.in.read();
            });
            return;
        }
        if (arguments[1].equals("ask")) {
            askForEver(SqliteLocation.of(Path.of(arguments[0])));
        }
        if (arguments[1].equals("look")) {
            lookForEver(SqliteLocation.of(Path.of(arguments[0])));
        }
        try (var store = SqliteLocation.of(Path.of(arguments[0])).open(ZONE)) {
            if (arguments[1].equals("announce")) {
                store.announce(Path.of(arguments[2]));
            }
            if (List.of("hold", "announce").contains(arguments[1])) {
                System.out.println("open");
                System.in.read();
                return;
            }
            long time = store.latest(HOUSE).map(reading -> reading.timeMillis() + 6_000).orElse(START);
            if (arguments[1].equals("import")) {
                importForEver(store);
            }
            int batch = 1;
            while (arguments[1].equals("record")) {
                var readings = new ArrayList<Reading>();
                for (int count = 0; count < batch; count++) {
                    readings.add(reading(time));
                    time += 6_000;
                }
                store.append(Map.of(HOUSE, readings));
                System.out.println(time - 6_000);
                batch = batch * 5 % LARGEST_BATCH + 1;
            }
        } catch (StoreException e) {
            System.out.println(e.kind() + " " + e.getMessage().replaceAll("^\\D*(\\d+).*", "$1"));
        }
    }

    private static void askForEver(SqliteLocation location) {
        try {
            for (boolean first = true; true; first = false) {
                location.owner();
                if (first) {
                    System.out.println("asked");
                }
            }
        } catch (StoreException e) {
            System.out.println(e.getMessage());
        }
        System.exit(0);
    }

    /** Says again and again what it sees, each time that it hears a line. */
    private static void lookForEver(SqliteLocation location) throws IOException {
        try (var beside = location.openBeside(); var words = new BufferedReader(new InputStreamReader(System.in))) {
            System.out.println("open");
            while (words.readLine() != null) {
                System.out.println(Answers.of(beside, TimeRange.ALL).toString().hashCode());
            }
        } catch (StoreException e) {
            System.out.println(e.kind() + " " + e.getMessage());
        }
        System.exit(0);
    }

    private static void changeForEver(String... arguments) {
        var folder = Path.of(arguments[0]);
        try {
            for (int round = 0; true; round++) {
                var other = Path.of(arguments[2 + round % (arguments.length - 2)]);
                switch (arguments[1]) {
                    case "move" -> {
                        SqliteLocation.of(folder).move(other, part -> {
                        });
                        folder = other;
                    }
                    case "restore" -> SqliteLocation.of(folder).restore(other, Instant.ofEpochMilli(START + round));
                    default -> {
                        try (var store = SqliteLocation.of(folder).open(ZONE)) {
                            store.backup(other.resolve(round + ".sqlite"), part -> {
                            });
                        }
                    }
                }
                System.out.println(round);
            }
        } catch (StoreException e) {
            System.out.println(e.getMessage());
        }
        System.exit(0);
    }

    private static void importForEver(ReadingStore store) throws StoreException {
        try (var log = store.startImport("killed", Instant.EPOCH)) {
            for (long batch = 0; true; batch++) {
                var readings = new ArrayList<Reading>();
                for (long index = 0; index < LARGEST_BATCH; index++) {
                    // every second batch lies between the readings of the one before
                    readings.add(reading(START + (batch / 2 * LARGEST_BATCH + index) * 12_000 + batch % 2 * 6_000));
                }
                log.append(Map.of(HOUSE, readings));
                System.out.println(batch);
            }
        }
    }
}
