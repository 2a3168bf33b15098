package org.currentcost.guest;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.parser.MeterParser;
import org.currentcost.recorder.LocalRecorder;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.settings.Publishers;
import org.currentcost.source.MeterSourceType;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.sqlite.SqliteEngine;
import org.currentcost.testkit.ChildProcess;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.sqlite.JDBC;

/** What another process does with the same folder, until it is killed. */
final class FolderProgram {

    static final SeriesKey HOUSE = SeriesKey.power("Home", 0);
    static final ZoneId ZONE = ZoneId.of("Europe/London");
    static final long START = 1_767_225_600_000L;

    private FolderProgram() {
    }

    /** Starts it. @param what what it does with the folder, as {@link #main} knows it */
    static ChildProcess start(Path folder, String what) throws IOException {
        var classes = new ArrayList<Class<?>>(List.of(FolderAccess.class, SqliteEngine.class, ReadingStore.class,
                Reading.class, LocalRecorder.class, MeterSourceType.class, MeterParser.class, Publishers.class,
                TariffVersion.class, JDBC.class));
        if (!what.equals("look")) {
            // who only reads never needs it
            classes.addAll(List.of(Gson.class, Launcher.class));
        }
        return new ChildProcess(FolderProgram.class, classes, folder, what);
    }

    private static Participant recorder() {
        var types = new SourceTypes();
        return new Participant(ProcessKind.RECORDER, types, Optional.of((store, live) -> new LocalRecorder(store,
                types, InstantSource.system(), Instant.EPOCH, live)), () -> true, Optional.empty(),
                InstantSource.system());
    }

    /** {@return the reading that is written at an instant} */
    static Reading reading(long timeMillis) {
        return new Reading(timeMillis, timeMillis / 1000 % 3001 * 1000, Reading.ABSENT, timeMillis % 7 * 500);
    }

    /** Runs in the other process. */
    public static void main(String... arguments) throws Exception {
        var location = new SqliteEngine().in(Path.of(arguments[0]));
        var participant = List.of("hold", "restore").contains(arguments[1])
                ? recorder()
                : Participant.command(new SourceTypes(), InstantSource.system());
        try (var access = FolderAccess.open(location, ZONE, participant)) {
            switch (arguments[1]) {
                case "hold" -> {
                    System.out.println("open");
                    System.in.read();
                }
                case "restore" -> {
                    var backup = Path.of(arguments[0] + " backup.sqlite");
                    access.store().backup(backup, part -> {
                    });
                    System.out.println("open");
                    System.in.read();
                    while (true) {
                        access.restore(backup);
                        System.out.println("restored");
                    }
                }
                case "import" -> {
                    var log = access.store().startImport("killed", Instant.EPOCH);
                    for (long time = START; true; time += 6_000_000) {
                        var readings = new ArrayList<Reading>();
                        for (int index = 0; index < 1000; index++) {
                            readings.add(reading(time + index * 6_000L));
                        }
                        log.append(Map.of(HOUSE, readings));
                        System.out.println(log.id());
                    }
                }
                default -> {
                    var lines = new ArrayList<String>();
                    access.store().forEachRawReading(HOUSE, TimeRange.ALL, reading -> lines.add(reading.toString()));
                    System.out.println(lines.size());
                }
            }
        }
        System.exit(0);
    }
}
