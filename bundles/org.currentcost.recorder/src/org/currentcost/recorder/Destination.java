package org.currentcost.recorder;

import org.currentcost.settings.ImpulseUnits;
import org.currentcost.settings.NamedSensors;

/**
 * Where what all sources bring goes.
 *
 * @param writer writes it
 * @param names  numbers sensors that have names
 * @param units  keeps what impulses count
 * @param live   shows it
 */
record Destination(ReadingWriter writer, NamedSensors names, ImpulseUnits units, LiveBus live) {

    Destination(ReadingWriter writer, NamedSensors names, LiveBus live) {
        this(writer, names, new ImpulseUnits(names.store()), live);
    }
}
