package org.currentcost.ui;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.currentcost.figures.Sensor;
import org.currentcost.model.Note;
import org.currentcost.model.TimeRange;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** What can be done with a stretch of time that is selected in a chart: the chart's popup menu. */
public final class SpanMenu {

    private final FigureServices services;
    private final Control chart;
    private final Supplier<Optional<TimeRange>> span;
    private final Supplier<List<Sensor>> sensors;

    /**
     * Gives a chart its popup menu.
     *
     * @param span    what is selected
     * @param sensors what the chart shows
     */
    public SpanMenu(FigureServices services, Control chart, Supplier<Optional<TimeRange>> span,
            Supplier<List<Sensor>> sensors) {
        this.services = services;
        this.chart = chart;
        this.span = span;
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
        menu.add(action(Messages.SpanNote, "notes",
                () -> NoteDialog.open(chart.getShell(), services, new Note(0, span.get().orElseThrow(), ""))));
        menu.add(action(Messages.SpanZoom, "now", () -> services.time().show(span.get().orElseThrow())));
    }

    /** An action for the selected stretch; grey while there is none. */
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
