package org.currentcost.ui.live;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.currentcost.accounting.LivePower;
import org.currentcost.accounting.Sensor;
import org.currentcost.recorder.StateWords;
import org.currentcost.ui.kit.AmountWords;
import org.currentcost.ui.kit.Quantities;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Control;

/** The power of now, as Live shows it: grey and dated when it no longer holds, and its age in the tooltip. */
final class SensorValueLabels extends ColumnLabelProvider {

    /** How the date of a value that no longer holds is told; the tip tells it, too. */
    private enum Dates {
        USUAL, SHORT, NONE
    }

    private static final long WIDEST_MILLIWATTS = -88_880_000;

    private final Control tree;
    private final InstantSource clock;
    private final AmountWords dates;
    private final Function<Sensor, Optional<LivePower.Value>> latest;
    private Dates shown = Dates.USUAL;
    private Dates before = Dates.USUAL;

    /** @param latest what a sensor says now */
    SensorValueLabels(Control tree, InstantSource clock, AmountWords dates,
            Function<Sensor, Optional<LivePower.Value>> latest) {
        this.tree = tree;
        this.clock = clock;
        this.dates = dates;
        this.latest = latest;
    }

    @Override
    public String getText(Object element) {
        return element instanceof Sensor sensor ? latest.apply(sensor).map(this::words).orElse("–") : "";
    }

    @Override
    public Color getForeground(Object element) {
        boolean stale = element instanceof Sensor sensor
                && latest.apply(sensor).filter(LivePower.Value::stale).isPresent();
        return stale ? tree.getDisplay().getSystemColor(SWT.COLOR_WIDGET_DISABLED_FOREGROUND) : null;
    }

    @Override
    public String getToolTipText(Object element) {
        return element instanceof Sensor sensor
                ? latest.apply(sensor).map(value -> StateWords.age(value.time(), clock.instant())).orElse(null)
                : null;
    }

    private String words(LivePower.Value value) {
        String power = Quantities.power(value.power()).toString();
        if (!value.stale() || shown == Dates.NONE) {
            return power;
        }
        return Messages.bind(Messages.SensorStale, power, shown == Dates.SHORT
                ? dates.sinceShortly(value.time(), clock.instant())
                : dates.since(value.time(), clock.instant()));
    }

    /**
     * {@return how wide the widest value is, or the widest that there may be, in pixels}: from now on with short dates
     * where the usual ones take more than the room, and without dates where these do, too
     *
     * @param room for values, in pixels
     */
    int fit(GC gc, List<Sensor> sensors, int room) {
        before = shown;
        int width = 0;
        for (var next : Dates.values()) {
            shown = next;
            width = widest(gc, sensors);
            if (width <= room) {
                return width;
            }
        }
        return width;
    }

    /** {@return whether dates are told otherwise since {@link #fit}} */
    boolean haveOtherDates() {
        return shown != before;
    }

    private int widest(GC gc, List<Sensor> sensors) {
        int widest = gc.textExtent(Quantities.power(WIDEST_MILLIWATTS).toString()).x;
        for (var sensor : sensors) {
            widest = Math.max(widest, latest.apply(sensor).map(value -> gc.textExtent(words(value)).x).orElse(0));
        }
        return widest;
    }
}
