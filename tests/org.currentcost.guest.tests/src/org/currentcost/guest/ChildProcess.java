package org.currentcost.guest;

import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.sqlite.JDBC;

/** Another process with the same folder, to be killed. */
final class ChildProcess implements AutoCloseable {

    static final SeriesKey HOUSE = SeriesKey.power("Home", 0);
    static final ZoneId ZONE = ZoneId.of("Europe/London");
    static final long START = 1_767_225_600_000L;

    private final Process process;
    private final BufferedReader lines;

    ChildProcess(Path folder, String what) throws IOException, URISyntaxException {
        var path = new ArrayList<String>();
        for (var type : List.of(ChildProcess.class, FolderAccess.class, SqliteEngine.class, ReadingStore.class,
                Reading.class, LocalRecorder.class, MeterSourceType.class, MeterParser.class, Publishers.class,
                TariffVersion.class,
                JDBC.class)) {
            path.add(root(type));
        }
        if (!what.equals("look")) {
            // who only reads never needs it
            path.add(root(Gson.class));
            path.add(root(Launcher.class));
        }
        process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-cp",
                path.stream().distinct().collect(Collectors.joining(File.pathSeparator)),
                ChildProcess.class.getName(), folder.toString(), what)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        lines = process.inputReader();
    }

    /** {@return where the classes of a bundle are, which in a development build is below the bundle's folder} */
    private static String root(Class<?> type) throws URISyntaxException {
        var location = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        var name = type.getName().replace('.', '/') + ".class";
        return Stream.of(location, location.resolve("target/classes"), location.resolve("bin"))
                .filter(root -> Files.isRegularFile(root) || Files.exists(root.resolve(name))).findFirst()
                .orElseThrow(() -> new IllegalStateException("no classes in " + location)).toString();
    }

    /** {@return the next line that it prints, empty if it has ended} */
    String line() throws IOException {
        var line = lines.readLine();
        return line == null ? "" : line;
    }

    /** Kills it and waits until it is dead. {@return what it had printed until then} */
    List<String> kill() {
        // by its handle: Process.destroyForcibly would close the stream with what it had printed
        process.toHandle().destroyForcibly();
        var rest = lines.lines().toList();
        process.onExit().join();
        return rest;
    }

    long pid() {
        return process.pid();
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    }

    /** Lets it go on that waits for a word. */
    void goOn() throws IOException {
        process.getOutputStream().close();
    }

    @Override
    public void close() throws IOException {
        process.toHandle().destroyForcibly();
        process.onExit().join();
        lines.close();
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
