package org.currentcost.ui.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.currentcost.accounting.LiveCourse;
import org.currentcost.model.Note;
import org.currentcost.model.Quantity;
import org.currentcost.model.TimeRange;
import org.currentcost.ui.charts.ChartMark;
import org.currentcost.ui.charts.ChartSeries;
import org.currentcost.ui.charts.TimeChart;
import org.currentcost.ui.charts.ValueUnit;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.FontRoom;
import org.currentcost.ui.kit.NoteDialog;
import org.currentcost.ui.kit.QuantityWords;
import org.currentcost.ui.kit.SeriesNames;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** The course of power, and below it that of the temperature if it is wanted. */
final class LiveCharts {

    private static final int TEMPERATURE_HEIGHT = 130;
    private static final Runnable NOTHING_TO_DO = () -> {
        // There is no link.
    };

    private final TimeChart power;
    private final TimeChart temperature;
    private boolean withTemperature;
    private Map<Long, Note> notes = Map.of();

    /**
     * Makes the charts.
     *
     * @param paused    takes what the user goes to
     * @param follow    is called when the user goes back to the present
     */
    LiveCharts(Composite parent, FigureServices services, Consumer<TimeRange> paused,
            Runnable follow) {
        power = new TimeChart(parent, services.store().zone(), ValueUnit.POWER);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(power.control());
        power.addMarkListener(mark -> Optional.ofNullable(notes.get(mark.id()))
                .ifPresent(note -> NoteDialog.open(parent.getShell(), services, note)));
        temperature = new TimeChart(parent, services.store().zone(), ValueUnit.TEMPERATURE);
        for (var chart : List.of(power, temperature)) {
            chart.setEmpty(Messages.LiveReading, "", NOTHING_TO_DO);
            chart.addRangeListener(paused);
            chart.addFollowListener(follow);
            services.choices().shareMoment(chart, () -> true);
        }
        showTemperature(false);
    }

    /** Says what is to be done where there is nothing to show; until then it is being read. */
    void offer(String link, Runnable action) {
        power.setEmpty(Messages.LiveEmpty, link, action);
        // A meter that has no thermometer gets none.
        temperature.setEmpty(Messages.LiveNoTemperature, "", NOTHING_TO_DO);
    }

    TimeChart power() {
        return power;
    }

    boolean withTemperature() {
        return withTemperature;
    }

    void showTemperature(boolean show) {
        withTemperature = show;
        Control control = temperature.control();
        control.setVisible(show);
        GridDataFactory.fillDefaults().grab(true, false).hint(SWT.DEFAULT, FontRoom.height(control, TEMPERATURE_HEIGHT))
                .exclude(!show).applyTo(control);
        control.getParent().layout(true);
    }

    void show(LiveCourse.Question question, LiveCourse answer) {
        var range = question.range();
        var shown = question.sensors().shown();
        var series = new ArrayList<ChartSeries>();
        for (int i = 0; i < shown.size(); i++) {
            series.add(new ChartSeries(SeriesNames.full(shown.get(i), shown), shown.get(i).color(),
                    answer.powers().get(i)));
        }
        power.setSeries(range, series);
        notes = answer.notes().stream().collect(Collectors.toMap(Note::id, note -> note));
        power.setMarks(answer.notes().stream().map(note -> new ChartMark(note.span().startMillis(),
                note.span().endMillis(), note.text(), note.id())).toList());
        if (withTemperature) {
            temperature.setSeries(range, question.temperature() && !shown.isEmpty()
                    ? List.of(new ChartSeries(QuantityWords.of(Quantity.TEMPERATURE), ChartSeries.NEUTRAL,
                            answer.temperature()))
                    : List.of());
        }
    }
}
