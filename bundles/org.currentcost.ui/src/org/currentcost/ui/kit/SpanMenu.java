package org.currentcost.ui.kit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.EditKind;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;
import org.currentcost.ui.charts.TimeBasedChart;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** What can be done with a moment or a span of time of a chart: the chart's popup menu. */
public final class SpanMenu {

    private static final int LOOKED_AT = 500;

    private final FigureServices services;
    private final Control chart;
    private final Supplier<Optional<TimeRange>> span;
    private final Supplier<Optional<Instant>> moment;
    private final Supplier<List<Sensor>> sensors;

    /**
     * Gives a chart over time its popup menu.
     *
     * @param sensors what the chart shows
     */
    public SpanMenu(FigureServices services, TimeBasedChart chart, Supplier<List<Sensor>> sensors) {
        this(services, chart.control(), chart::selection, chart::pointedMoment, sensors);
    }

    /**
     * Gives a chart its popup menu.
     *
     * @param span    what is selected
     * @param sensors what the chart shows
     */
    public SpanMenu(FigureServices services, Control chart, Supplier<Optional<TimeRange>> span,
            Supplier<List<Sensor>> sensors) {
        this(services, chart, span, Optional::empty, sensors);
    }

    private SpanMenu(FigureServices services, Control chart, Supplier<Optional<TimeRange>> span,
            Supplier<Optional<Instant>> moment, Supplier<List<Sensor>> sensors) {
        this.services = services;
        this.chart = chart;
        this.span = span;
        this.moment = moment;
        this.sensors = sensors;
        var menu = new MenuManager();
        menu.setRemoveAllWhenShown(true);
        menu.addMenuListener(this::fill);
        chart.setMenu(menu.createContextMenu(chart));
        for (Control child : chart instanceof Composite box
                ? box.getChildren()
                : new Control[0]) {
            child.setMenu(chart.getMenu());
        }
    }

    private void fill(IMenuManager menu) {
        Optional<TimeRange> selected = span.get();
        var about = selected.orElseGet(this::pointed);
        var note = action(Messages.SpanNote, "notes",
                () -> NoteDialog.open(chart.getShell(), services, about));
        note.setEnabled(true);
        menu.add(note);
        menu.add(action(Messages.SpanZoom, "now", () -> services.time().show(selected.orElseThrow())));
        menu.add(new Separator());
        boolean nothing = selected.isPresent() && !measured().isEmpty() && !hasReadings(selected.get());
        if (nothing) {
            var why = action(Messages.EditNoReadings, "edits", () -> {
                // It says why those below are grey.
            });
            why.setEnabled(false);
            menu.add(why);
        }
        menu.add(edit(Messages.SpanExclude, EditKind.EXCLUDE));
        menu.add(edit(Messages.SpanScale, EditKind.SCALE));
        menu.add(edit(Messages.SpanShift, EditKind.SHIFT));
    }

    /** The moment under the pointer, or else the end of what is shown. */
    private TimeRange pointed() {
        Instant at = moment.get().orElseGet(() -> services.time().shown().get().range().end());
        return new TimeRange(at, at);
    }

    /** Only what was measured can be corrected; a computed sensor follows those that it is computed from. */
    private Action edit(String text, EditKind kind) {
        List<Sensor> measured = measured();
        var action = action(text, "edits",
                () -> new EditDialog(chart.getShell(), services, kind, measured, span.get().orElseThrow()).open());
        action.setEnabled(action.isEnabled() && !measured.isEmpty() && hasReadings(span.get().orElseThrow()));
        return action;
    }

    private List<Sensor> measured() {
        return sensors.get().stream().filter(one -> one.settings().formula().isEmpty()).toList();
    }

    private boolean hasReadings(TimeRange range) {
        try {
            for (var sensor : measured()) {
                // What begins before is a reading that holds into the range.
                if (services.store().query(sensor.key(), range, LOOKED_AT).stream().anyMatch(
                        one -> one.readings() > 0 && one.startMillis() >= range.startMillis()
                                && one.startMillis() < range.endMillis())) {
                    return true;
                }
            }
            return false;
        } catch (StoreException e) {
            // The dialog looks again, and says what is wrong.
            return true;
        }
    }

    /** An action for the selected span; grey while there is none. */
    private Action action(String text, String icon, Runnable work) {
        var action = new Action(text, StateMarks.icon(icon)) {
            @Override
            public void run() {
                work.run();
            }
        };
        action.setEnabled(span.get().isPresent() && !sensors.get().isEmpty());
        return action;
    }
}
