package org.currentcost.ui.dashboard;

import java.util.Arrays;
import java.util.Optional;
import org.currentcost.ui.kit.ViewIds;

/** What a tile tells. */
enum TileKind {

    /** The power of now, and what it costs. */
    NOW("now", true, 2, 1, ViewIds.LIVE),
    /** What today comes to so far, against yesterday at this hour. */
    TODAY("today", true, 2, 1, ViewIds.HOURS),
    /** The month against its share of the year's target. */
    MONTH("month", false, 2, 1, ViewIds.TARGET),
    /** How well the last days are known. */
    COVERAGE("coverage", true, 2, 1, ViewIds.DAYS),
    /** When electricity is cheapest. */
    CHEAPEST("cheapest", false, 2, 1, ViewIds.TARIFFS),
    /** The course of the last day. */
    COURSE("course", true, 4, 1, ViewIds.LIVE);

    private final String saved;
    private final boolean ofSensor;
    private final int width;
    private final int height;
    private final String view;

    /**
     * @param saved    what stands for it in files, for ever
     * @param ofSensor whether it is about a sensor that the user chooses; else it is about the house
     * @param width    of a new one, in columns
     * @param height   likewise, in rows
     * @param view     tells more about it
     */
    TileKind(String saved, boolean ofSensor, int width, int height, String view) {
        this.saved = saved;
        this.ofSensor = ofSensor;
        this.width = width;
        this.height = height;
        this.view = view;
    }

    String saved() {
        return saved;
    }

    boolean ofSensor() {
        return ofSensor;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    String view() {
        return view;
    }

    static Optional<TileKind> of(String saved) {
        return Arrays.stream(values()).filter(one -> one.saved.equals(saved)).findFirst();
    }
}
