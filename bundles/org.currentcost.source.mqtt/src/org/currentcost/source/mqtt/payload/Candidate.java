package org.currentcost.source.mqtt.payload;

import java.util.List;
import java.util.Optional;

/**
 * A sensor that announced itself.
 *
 * @param id           unique on its broker
 * @param title        what it is called
 * @param device       the device that it is part of; may be empty
 * @param mapping      how it is read; empty if it can't be
 * @param why          why it can't be read, a sentence; empty if it can
 * @param availability where it is said whether it is there; may be empty
 * @param mode         what several such places say together
 */
public record Candidate(String id, String title, String device, Optional<Mapping> mapping, String why,
        List<AvailabilityTopics.Place> availability, AvailabilityTopics.Mode mode) {

    public Candidate {
        availability = List.copyOf(availability);
    }

    /** A sensor that can't be read. */
    Candidate(String id, String title, String device, String why) {
        this(id, title, device, Optional.empty(), why, List.of(), AvailabilityTopics.Mode.LATEST);
    }
}
