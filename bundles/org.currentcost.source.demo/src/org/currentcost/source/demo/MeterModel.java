package org.currentcost.source.demo;

import java.util.Locale;
import java.util.Optional;

/** A kind of meter that can be simulated. */
public enum MeterModel {

    /** Classic CC02 with firmware 1.06: one sensor, its history in most messages; 9600 baud. */
    CLASSIC("classic", "Classic CC02 v1.06", 9600),

    /** CC128 with firmware 0.11; 57600 baud. */
    CC128_V011("cc128-v0.11", "CC128 v0.11", 57600),

    /** CC128 (Envi) with firmware 1.29; 57600 baud. */
    CC128_V129("cc128-v1.29", "CC128 v1.29", 57600);

    private final String id;
    private final String title;
    private final int baud;

    MeterModel(String id, String title, int baud) {
        this.id = id;
        this.title = title;
        this.baud = baud;
    }

    /** {@return the name by which an address or a command line chooses the model, lower case} */
    public String id() {
        return id;
    }

    /** {@return the name that users read} */
    public String title() {
        return title;
    }

    /** {@return the speed of such a meter's line in baud} */
    public int baud() {
        return baud;
    }

    /**
     * Finds a model by its {@link #id}; {@code cc128} alone means the newer firmware.
     *
     * @param id in any case
     * @return the model, or empty if there is none of that name
     */
    public static Optional<MeterModel> byId(String id) {
        String lower = id.toLowerCase(Locale.ROOT);
        if (lower.equals("cc128")) {
            return Optional.of(CC128_V129);
        }
        for (MeterModel model : values()) {
            if (model.id.equals(lower)) {
                return Optional.of(model);
            }
        }
        return Optional.empty();
    }
}
