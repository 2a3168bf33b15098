package org.currentcost.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.testkit.GoldenHouse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the command line exports of a house of two meters, to the byte as it was. Where a change is wanted, the files
 * that the failing test left in {@code target/golden} are looked at and put in the place of those in {@code golden}
 * beside this class.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class GoldenExportsTest {

    private static final List<String> METERS = List.of("Home", "Barn");
    /** The hour that the clocks skip is in it, an edit, and a day that is missing. */
    private static final String DAYS = " --from 2025-03-29T00:00:00Z --to 2025-04-01T00:00:00Z";
    private static final String HOURS = " --from 2025-03-29T22:00:00Z --to 2025-03-30T04:00:00Z";
    private static final String MONTHS = " --from 2025-03-01T00:00:00Z --to 2025-07-01T00:00:00Z";

    @TempDir
    private static Path data;
    private static Locale localeBefore;
    private static TimeZone zoneBefore;

    @BeforeAll
    static void build() throws Exception {
        localeBefore = Locale.getDefault();
        zoneBefore = TimeZone.getDefault();
        // neither the words nor the zone of the computer are in a file
        Locale.setDefault(Locale.GERMANY);
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
        GoldenHouse.build(data);
    }

    @AfterAll
    static void speakAsBefore() {
        Locale.setDefault(localeBefore);
        TimeZone.setDefault(zoneBefore);
    }

    static List<String> exports() {
        var all = new ArrayList<String>();
        all.add("export --notes");
        all.add("export --quantity temperature --meter Home" + HOURS);
        all.add("export --quantity pulses --meter Barn --to 2025-02-01T02:00:00Z");
        all.add("export --history --store hour --meter Home --to 2025-02-10T00:00:00Z");
        all.add("export --history --store day --names --meter Home");
        all.add("export --history --store month --meter Home");
        for (var store : List.of("hour", "day", "month")) {
            all.add("export --history --like-original --meter Home --store " + store + " --to 2025-02-20T00:00:00Z");
        }
        for (var meter : METERS) {
            all.add("export --names --meter " + meter + " --from 2025-03-30T00:30:00Z --to 2025-03-30T01:30:00Z");
            all.add("export --every 5m --meter " + meter + HOURS);
            for (var unit : List.of("", " --unit kwh", " --unit money", " --unit co2")) {
                all.add("export --every 30m --meter " + meter + unit + HOURS);
                all.add("export --every 1h --meter " + meter + unit + DAYS);
                all.add("export --every 2h --meter " + meter + unit + DAYS);
                all.add("export --every 1d --names --meter " + meter + unit + MONTHS);
                all.add("export --every 1w --meter " + meter + unit);
                all.add("export --every 1mo --meter " + meter + unit);
                // the standing charge of a year that is not over grows by the day
                all.add("export --every 1y --meter " + meter + unit + " --to 2026-01-01T00:00:00Z");
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("exports")
    void isWhatItWas(String line) throws Exception {
        var out = new StringWriter();
        var err = new StringWriter();
        var arguments = Stream.concat(Stream.of(line.split(" ")), Stream.of("--data", data.toString()));
        int code = CommandLineMain.run(Installations.of(new SourceTypes()), new PrintWriter(out), new PrintWriter(err),
                arguments.toArray(String[]::new));
        assertEquals(0, code, err::toString);
        String name = name(line);
        String golden = golden(name);
        if (!golden.equals(out.toString())) {
            var folder = Files.createDirectories(Path.of("target", "golden"));
            Files.writeString(folder.resolve(name), out.toString());
            assertEquals(golden, out.toString(), name);
        }
    }

    private static String name(String line) {
        return line.replace("export ", "").replace("T00:00:00Z", "").replaceAll("[^A-Za-z0-9]+", "-")
                .replaceAll("^-", "") + ".csv";
    }

    private static String golden(String name) throws IOException {
        try (var in = GoldenExportsTest.class.getResourceAsStream("golden/" + name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
