package org.currentcost.source.mqtt;

import java.util.Optional;

/**
 * A sensor that announced itself.
 *
 * @param id      unique on its broker
 * @param title   what it is called
 * @param device  the device that it is part of; may be empty
 * @param mapping how it is read; empty if it can't be
 * @param why     why it can't be read, a sentence; empty if it can
 */
public record Candidate(String id, String title, String device, Optional<Mapping> mapping, String why) {
}
