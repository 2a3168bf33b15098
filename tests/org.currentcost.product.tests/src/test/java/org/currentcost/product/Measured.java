package org.currentcost.product;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A channel's power in a message or in a line of an export. */
record Measured(int sensor, int channel, int watts) {

    /** {@return the same, each sensor by itself: two sensors that speak in one second may be listed in any order} */
    static Map<Integer, List<Measured>> bySensor(List<Measured> all) {
        return all.stream().collect(Collectors.groupingBy(Measured::sensor));
    }
}
