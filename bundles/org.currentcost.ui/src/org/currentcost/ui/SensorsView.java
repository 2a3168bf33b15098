package org.currentcost.ui;

import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.recorder.Recorder;
import org.currentcost.recorder.StateWords;
import org.currentcost.store.ReadingStore;
import org.eclipse.jface.layout.TreeColumnLayout;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.TreeViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;

/** Meters and their sensors, with the latest value of each. */
public final class SensorsView implements ViewContent {

    private final Recorder recorder;
    private final ReadingStore store;
    private final InstantSource clock = InstantSource.system();
    private final TreeViewer tree;
    private final TreeMap<String, TreeSet<SeriesKey>> meters = new TreeMap<>();

    /** Makes the view's widgets in {@code parent}. */
    @Inject
    public SensorsView(Composite parent, Recorder recorder, ReadingStore store) {
        this.recorder = recorder;
        this.store = store;
        var box = new Composite(parent, SWT.NONE);
        var layout = new TreeColumnLayout();
        box.setLayout(layout);
        tree = new TreeViewer(box, SWT.FULL_SELECTION);
        tree.setContentProvider(new Content());
        column(layout, SWT.LEFT, 3, new ColumnLabelProvider() {
            @Override
            public String getText(Object element) {
                return element instanceof SeriesKey series ? SeriesNames.sensor(series) : (String) element;
            }

            @Override
            public Image getImage(Object element) {
                return element instanceof String ? StateMarks.image("meter") : null;
            }
        });
        column(layout, SWT.RIGHT, 2, new ColumnLabelProvider() {
            @Override
            public String getText(Object element) {
                return element instanceof SeriesKey series ? value(series) : "";
            }
        });
        tree.setInput(this);
        Pulse.start(box, () -> recorder.live().version(), this::refresh);
    }

    private void column(TreeColumnLayout layout, int style, int weight, ColumnLabelProvider labels) {
        var column = new TreeViewerColumn(tree, style);
        column.setLabelProvider(labels);
        layout.setColumnData(column.getColumn(), new ColumnWeightData(weight, 60));
    }

    private String value(SeriesKey series) {
        Optional<Reading> latest = recorder.live().latest(series);
        return latest.map(reading -> {
            boolean stale = reading.time().plusSeconds(60).isBefore(clock.instant());
            return stale ? StateWords.age(reading.time(), clock.instant()) : Figures.power(reading.total()).toString();
        }).orElse("–");
    }

    private void refresh() {
        var all = new TreeSet<SeriesKey>(recorder.live().latest().keySet());
        store.series().forEach(info -> all.add(info.key()));
        all.removeIf(series -> series.quantity() != Quantity.POWER);
        if (!List.copyOf(all).equals(sensors())) {
            meters.clear();
            for (var series : all) {
                meters.computeIfAbsent(series.meter(), key -> new TreeSet<>()).add(series);
            }
            tree.refresh();
            tree.expandAll();
        } else {
            tree.update(all.toArray(), null);
        }
    }

    @Override
    public void setFocus() {
        tree.getTree().setFocus();
    }

    /** {@return the sensors that are listed, for tests} */
    List<SeriesKey> sensors() {
        return meters.values().stream().flatMap(TreeSet::stream).toList();
    }

    private final class Content implements ITreeContentProvider {
        @Override
        public Object[] getElements(Object input) {
            return meters.keySet().toArray();
        }

        @Override
        public Object[] getChildren(Object parent) {
            return parent instanceof String meter ? meters.get(meter).toArray() : new Object[0];
        }

        @Override
        public Object getParent(Object element) {
            return element instanceof SeriesKey series ? series.meter() : null;
        }

        @Override
        public boolean hasChildren(Object element) {
            return element instanceof String;
        }
    }
}
