package org.currentcost.product;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;

/** A line of a raw export. */
record ExportedRow(Instant time, int sensor, int channel, int watts) {

    static List<ExportedRow> read(List<String> lines) {
        assertEquals("time_utc,sensor,channel,watts", lines.getFirst());
        return lines.stream().skip(1).map(line -> line.split(",", -1)).map(fields -> {
            assertEquals(4, fields.length);
            return new ExportedRow(Instant.parse(fields[0]), Integer.parseInt(fields[1]), Integer.parseInt(fields[2]),
                    Integer.parseInt(fields[3]));
        }).toList();
    }

    /** {@return what was measured, without its time} */
    Measured measured() {
        return new Measured(sensor, channel, watts);
    }
}
