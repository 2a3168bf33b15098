package org.currentcost.ui.data;

import java.time.Duration;
import org.currentcost.model.TimeRange;
import org.currentcost.ui.kit.FigureServices;

/** Goes to a moment or a span of time in the linked views. */
final class TimeJump {

    private static final int MARGIN_PARTS = 10;

    private TimeJump() {
    }

    /** Shows a span with a little around it; a moment in the middle of a span as long as what is shown now. */
    static void to(FigureServices services, TimeRange about) {
        Duration length = about.length().isZero()
                ? services.time().shown().get().range().length()
                : about.length().plus(about.length().dividedBy(MARGIN_PARTS).multipliedBy(2));
        if (length.compareTo(Duration.ofHours(1)) < 0) {
            length = Duration.ofHours(1);
        }
        var middle = about.start().plus(about.length().dividedBy(2));
        services.time().show(new TimeRange(middle.minus(length.dividedBy(2)), middle.plus(length.dividedBy(2))));
    }
}
