package org.currentcost.ui.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.currentcost.model.QuantityText;
import org.currentcost.model.SeriesKey;

/**
 * What a node of a flow says.
 *
 * @param name   of the sensor, or what it stands for
 * @param figure the power
 * @param stale  whether that no longer holds
 * @param color  a place in the palette
 * @param sensor whose, if it is a sensor
 * @param more   since when it no longer holds, what it comes to today so far, and how that is known; from the most
 *               important one on
 */
record FlowItem(String name, QuantityText figure, boolean stale, int color, Optional<SeriesKey> sensor,
        List<String> more) {

    /** {@return all of it, as a screen reader says it} */
    String words() {
        return String.join(", ", lines());
    }

    /** {@return all of it, line by line} */
    List<String> lines() {
        var lines = new ArrayList<String>();
        Stream.concat(Stream.of(name, figure.toString()), more.stream()).forEach(lines::add);
        return lines;
    }
}
