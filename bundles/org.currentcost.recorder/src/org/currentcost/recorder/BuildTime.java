package org.currentcost.recorder;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.jar.Manifest;

/** The version, and when the program was made, as its last part tells: {@code 1.0.0.202611300020} in UTC. */
public final class BuildTime {

    private static final DateTimeFormatter QUALIFIER = DateTimeFormatter.ofPattern("uuuuMMddHHmm");

    private BuildTime() {
    }

    /** {@return when the program was made; the beginning of 1970 where that is not known, as while it is developed} */
    public static Instant get() {
        return of(version());
    }

    /** {@return the program's version, as its jars tell it; empty where they are none} */
    public static String version() {
        String own = BuildTime.class.getName().replace('.', '/') + ".class";
        String place = String.valueOf(BuildTime.class.getResource("/" + own));
        try (var in = URI.create(place.replace(own, "META-INF/MANIFEST.MF")).toURL().openStream()) {
            var version = new Manifest(in).getMainAttributes().getValue("Bundle-Version");
            return version == null ? "" : version;
        } catch (IOException | IllegalArgumentException e) {
            return "";
        }
    }

    static Instant of(String version) {
        try {
            return LocalDateTime.parse(version.substring(version.lastIndexOf('.') + 1), QUALIFIER)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
