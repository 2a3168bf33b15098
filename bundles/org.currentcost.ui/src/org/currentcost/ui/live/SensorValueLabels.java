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

    private static final long WIDEST_MILLIWATTS = -88_880_000;

    private final Control tree;
    private final InstantSource clock;
    private final AmountWords dates;
    private final Function<Sensor, Optional<LivePower.Value>> latest;
    private boolean narrow;

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
        return value.stale()
                ? Messages.bind(Messages.SensorStale, power, narrow
                        ? dates.sinceShortly(value.time(), clock.instant())
                        : dates.since(value.time(), clock.instant()))
                : power;
    }

    /**
     * {@return how wide the widest value is, or the widest that there may be, in pixels}: with short dates from now on
     * where the usual ones take more than that
     *
     * @param room for values, in pixels
     */
    int fit(GC gc, List<Sensor> sensors, int room) {
        narrow = false;
        int width = widest(gc, sensors);
        if (width <= room) {
            return width;
        }
        narrow = true;
        return widest(gc, sensors);
    }

    /** {@return whether dates are the short ones} */
    boolean areNarrow() {
        return narrow;
    }

    private int widest(GC gc, List<Sensor> sensors) {
        int widest = gc.textExtent(Quantities.power(WIDEST_MILLIWATTS).toString()).x;
        for (var sensor : sensors) {
            widest = Math.max(widest, latest.apply(sensor).map(value -> gc.textExtent(words(value)).x).orElse(0));
        }
        return widest;
    }
}
