package org.currentcost.ui.mqtt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds where topics have come among those that are shown. */
final class LevelMerge {

    private LevelMerge() {
    }

    /**
     * {@return the places in the new level, from the first to the last, at which something is that the old one has not}
     * Put there in this order, all that was shown stays itself. Empty if that can't be, because something went.
     */
    static Optional<List<Integer>> insertions(List<String> shown, List<String> now) {
        var places = new ArrayList<Integer>();
        int old = 0;
        for (int place = 0; place < now.size(); place++) {
            if (old < shown.size() && shown.get(old).equals(now.get(place))) {
                old++;
            } else {
                places.add(place);
            }
        }
        return old == shown.size() ? Optional.of(places) : Optional.empty();
    }
}
