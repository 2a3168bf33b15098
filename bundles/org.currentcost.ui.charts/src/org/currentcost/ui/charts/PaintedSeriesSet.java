package org.currentcost.ui.charts;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.swtchart.ISeries;
import org.eclipse.swtchart.ISeries.SeriesType;
import org.eclipse.swtchart.internal.series.SeriesSet;

/**
 * The series of a {@link ChartWidget}, in the order of painting. SWTChart's own set makes all of its series itself;
 * this one takes series that were made elsewhere, and those that are {@linkplain #createSeries made} here by somebody
 * who knows SWTChart.
 */
final class PaintedSeriesSet extends SeriesSet {

    private final List<ISeries<?>> series = new ArrayList<>();

    PaintedSeriesSet(ChartWidget chart) {
        super(chart);
    }

    /** Replaces all series. @param series each with an identity of its own */
    void replaceAll(List<? extends ISeries<?>> others) {
        series.clear();
        series.addAll(others);
    }

    @Override
    public ISeries<?>[] getSeries() {
        return series.toArray(ISeries<?>[]::new);
    }

    @Override
    public ISeries<?> getSeries(String id) {
        return series.stream().filter(each -> each.getId().equals(id.strip())).findFirst().orElse(null);
    }

    @Override
    public ISeries<?> createSeries(SeriesType type, String id) {
        ISeries<?> made = super.createSeries(type, id);
        series.removeIf(each -> each.getId().equals(made.getId()));
        series.add(made);
        return made;
    }

    @Override
    public void deleteSeries(String id) {
        series.remove(indexOf(id));
    }

    @Override
    public void bringForward(String id) {
        int index = indexOf(id);
        move(index, Math.min(series.size() - 1, index + 1));
    }

    @Override
    public void bringToFront(String id) {
        move(indexOf(id), series.size() - 1);
    }

    @Override
    public void sendBackward(String id) {
        int index = indexOf(id);
        move(index, Math.max(0, index - 1));
    }

    @Override
    public void sendToBack(String id) {
        move(indexOf(id), 0);
    }

    private void move(int from, int to) {
        series.add(to, series.remove(from));
    }

    private int indexOf(String id) {
        ISeries<?> found = getSeries(id);
        if (found == null) {
            throw new IllegalArgumentException("no series " + id);
        }
        return series.indexOf(found);
    }
}
