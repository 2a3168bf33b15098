package org.currentcost.recorder;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.jar.Manifest;

/** When the program was made, as the last part of its version tells: {@code 1.0.0.202611300020} in UTC. */
public final class BuildTime {

    private static final DateTimeFormatter QUALIFIER = DateTimeFormatter.ofPattern("uuuuMMddHHmm");

    private BuildTime() {
    }

    /** {@return when the program was made; the beginning of 1970 where that is not known, as while it is developed} */
    public static Instant get() {
        String own = BuildTime.class.getName().replace('.', '/') + ".class";
        String place = String.valueOf(BuildTime.class.getResource("/" + own));
        try (var in = URI.create(place.replace(own, "META-INF/MANIFEST.MF")).toURL().openStream()) {
            return of(String.valueOf(new Manifest(in).getMainAttributes().getValue("Bundle-Version")));
        } catch (IOException | IllegalArgumentException e) {
            return Instant.EPOCH;
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
