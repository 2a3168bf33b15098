package org.currentcost.ui;

import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.currentcost.figures.Sensor;
import org.currentcost.figures.SensorSettings;
import org.currentcost.model.Quantity;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.recorder.Recorder;
import org.currentcost.recorder.StateWords;
import org.currentcost.store.StoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.TreeColumnLayout;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnPixelData;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.TreeViewerColumn;
import org.eclipse.jface.viewers.ViewerCell;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DragSourceAdapter;
import org.eclipse.swt.dnd.DragSourceEvent;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;

/**
 * Meters and their sensors, with the latest value, role and colour of each. What is selected here is what charts show,
 * unless they have sensors of their own; sensors can be dragged into a chart.
 */
public final class SensorsView implements ViewContent {

    /** The popup menu, for commands on the selected sensors. */
    public static final String POPUP = "org.currentcost.ui.sensors";

    /** The command that opens the settings of the selected sensor. */
    public static final String SETTINGS = "org.currentcost.ui.sensorSettings";

    private static final long WIDEST_MILLIWATTS = -88_880_000;
    private static final int VALUE_MARGIN = 12;

    private final Recorder recorder;
    private final FigureServices services;
    private final InstantSource clock = InstantSource.system();
    private final LivePower power;
    private final TreeViewer tree;
    private TreeMap<String, List<Sensor>> meters = new TreeMap<>();
    private long seenVersion = -1;
    private long seenSettings = -1;

    /** Makes the view's widgets in {@code parent}. */
    @Inject
    public SensorsView(Composite parent, ViewFrame frame, Recorder recorder, FigureServices services) {
        this.recorder = recorder;
        this.services = services;
        power = new LivePower(recorder, services.store());
        var box = new Composite(parent, SWT.NONE);
        var layout = new TreeColumnLayout();
        box.setLayout(layout);
        tree = new TreeViewer(box, SWT.FULL_SELECTION | SWT.MULTI);
        tree.setContentProvider(new Content());
        var names = new TreeViewerColumn(tree, SWT.LEFT);
        names.setLabelProvider(new NameLabels());
        // A value needs no more than its own room; names take the rest.
        layout.setColumnData(names.getColumn(), new ColumnWeightData(1, 60));
        var values = new TreeViewerColumn(tree, SWT.RIGHT);
        values.setLabelProvider(new ValueLabels());
        layout.setColumnData(values.getColumn(), new ColumnPixelData(widestValue(), false));
        ColumnViewerToolTipSupport.enableFor(tree);
        tree.setInput(this);
        tree.addSelectionChangedListener(event -> services.choices().sensors().set(selected()));
        tree.addDragSupport(DND.DROP_COPY | DND.DROP_MOVE, new Transfer[]{TextTransfer.getInstance()},
                new DragSourceAdapter() {
                    @Override
                    public void dragSetData(DragSourceEvent event) {
                        event.data = SensorDrag.write(selected());
                    }
                });
        tree.addDoubleClickListener(event -> {
            if (tree.getStructuredSelection().getFirstElement() instanceof Sensor) {
                Commands.run(frame.site(), SETTINGS);
            }
        });
        var popup = new MenuManager();
        tree.getControl().setMenu(popup.createContextMenu(tree.getControl()));
        frame.site().registerContextMenu(POPUP, popup, tree);
        frame.site().setSelectionProvider(tree);
        Pulse.start(box, () -> recorder.live().version() + services.household().revision(), this::refresh);
    }

    /** Name and colour; the role of a sensor that is not usual as a word behind it. */
    private final class NameLabels extends ColumnLabelProvider {
        @Override
        public void update(ViewerCell cell) {
            super.update(cell);
            if (cell.getElement() instanceof Sensor sensor) {
                cell.setImage(SensorColors.swatch(tree.getControl(), sensor.color()));
            }
        }

        @Override
        public String getText(Object element) {
            if (!(element instanceof Sensor sensor)) {
                return (String) element;
            }
            String name = SeriesNames.sensor(sensor);
            return switch (sensor.settings().role()) {
                case HOUSE, INSIDE_HOUSE -> name;
                case GENERATION -> Messages.bind(Messages.SensorWithRole, name, Messages.RoleGeneration);
                case EXPORT -> Messages.bind(Messages.SensorWithRole, name, Messages.RoleExport);
                case IGNORED -> Messages.bind(Messages.SensorWithRole, name, Messages.RoleIgnored);
            };
        }

        @Override
        public String getToolTipText(Object element) {
            return element instanceof Sensor sensor
                    ? sensor.settings().formula()
                            .map(formula -> Messages.bind(Messages.SensorFormulaIs, getText(element), formula))
                            .orElse(getText(element))
                    : null;
        }

        @Override
        public Image getImage(Object element) {
            return element instanceof String ? StateMarks.image("meter") : null;
        }
    }

    /** The power of now, as Live shows it: grey when it no longer holds, and its age in the tooltip. */
    private final class ValueLabels extends ColumnLabelProvider {
        @Override
        public String getText(Object element) {
            return element instanceof Sensor sensor
                    ? latest(sensor).map(value -> Figures.power(value.milliwatts()).toString()).orElse("–")
                    : "";
        }

        @Override
        public Color getForeground(Object element) {
            boolean stale = element instanceof Sensor sensor
                    && latest(sensor).filter(LivePower.Value::stale).isPresent();
            return stale ? tree.getControl().getDisplay().getSystemColor(SWT.COLOR_WIDGET_DISABLED_FOREGROUND) : null;
        }

        @Override
        public String getToolTipText(Object element) {
            return element instanceof Sensor sensor
                    ? latest(sensor).map(value -> StateWords.age(value.time(), clock.instant())).orElse(null)
                    : null;
        }
    }

    private Optional<LivePower.Value> latest(Sensor sensor) {
        return power.latest(sensor, this::settled, clock.instant());
    }

    private Sensor settled(SeriesKey key) {
        return meters.getOrDefault(key.meter(), List.of()).stream().filter(one -> one.key().equals(key)).findFirst()
                .orElseGet(() -> new Sensor(key, SensorSettings.standard(key.sensor())));
    }

    private int widestValue() {
        var gc = new GC(tree.getControl());
        try {
            return gc.textExtent(Figures.power(WIDEST_MILLIWATTS).toString()).x + VALUE_MARGIN;
        } finally {
            gc.dispose();
        }
    }

    private void refresh() {
        try {
            long settings = services.household().revision();
            if (seenVersion != services.store().version() || seenSettings != settings) {
                seenVersion = services.store().version();
                seenSettings = settings;
                show(services.household().sensors());
            }
        } catch (StoreException e) {
            ILog.of(SensorsView.class).error(e.getMessage(), e);
        }
        tree.update(meters.values().stream().flatMap(List::stream).toArray(), null);
    }

    private void show(List<Sensor> stored) {
        var all = new TreeMap<SeriesKey, Sensor>();
        recorder.live().latest().keySet().stream().filter(key -> key.quantity() == Quantity.POWER)
                .forEach(key -> all.put(key, new Sensor(key,
                        SensorSettings.standard(key.sensor()))));
        stored.forEach(sensor -> all.put(sensor.key(), sensor));
        TreeMap<String, List<Sensor>> next = all.values().stream()
                .collect(Collectors.groupingBy(one -> one.key().meter(), TreeMap::new, Collectors.toList()));
        if (!next.equals(meters)) {
            var kept = services.choices().sensors().get();
            meters = next;
            tree.refresh();
            tree.expandAll();
            tree.setSelection(new StructuredSelection(
                    all.values().stream().filter(one -> kept.contains(one.key())).toList()));
        }
    }

    /** The selected sensors; a meter stands for its house. */
    private List<SeriesKey> selected() {
        var keys = new TreeSet<SeriesKey>();
        Arrays.stream(tree.getStructuredSelection().toArray()).forEach(element -> {
            if (element instanceof Sensor sensor) {
                keys.add(sensor.key());
            } else if (element instanceof String meter) {
                meters.getOrDefault(meter, List.of()).stream()
                        .filter(one -> one.settings().role() == SensorRole.HOUSE).forEach(one -> keys.add(one.key()));
            }
        });
        return List.copyOf(keys);
    }

    @Override
    public void setFocus() {
        tree.getTree().setFocus();
    }

    /** {@return the sensors that are listed, for tests} */
    List<SeriesKey> sensors() {
        return meters.values().stream().flatMap(List::stream).map(Sensor::key).toList();
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
            return element instanceof Sensor sensor ? sensor.key().meter() : null;
        }

        @Override
        public boolean hasChildren(Object element) {
            return element instanceof String;
        }
    }
}
