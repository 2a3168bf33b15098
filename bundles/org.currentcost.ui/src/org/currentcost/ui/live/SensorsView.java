package org.currentcost.ui.live;

import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.currentcost.accounting.LivePower;
import org.currentcost.accounting.Meter;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.Quantity;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.recorder.Recorder;
import org.currentcost.settings.SensorSettings;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation;
import org.currentcost.ui.kit.AmountWords;
import org.currentcost.ui.kit.Commands;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.ListKeys;
import org.currentcost.ui.kit.Pulse;
import org.currentcost.ui.kit.ToggleAction;
import org.currentcost.ui.kit.ViewContent;
import org.currentcost.ui.kit.ViewFrame;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.TreeColumnLayout;
import org.eclipse.jface.viewers.ColumnPixelData;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.TreeViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IWorkbenchActionConstants;

/**
 * Meters and their sensors, with the latest value, role and colour of each. What is selected here is what charts show,
 * unless they have sensors of their own; sensors can be dragged into a chart.
 */
public final class SensorsView implements ViewContent {

    /** The popup menu, for commands on the selected sensors. */
    public static final String POPUP = "org.currentcost.ui.sensors";

    private static final String SAVED_HIDDEN = "hidden";
    private static final int VALUE_MARGIN = 12;
    /** What stands before a name: its level in the tree, and its colour. */
    private static final int NAME_INDENT = 60;

    private final Recorder recorder;
    private final FigureServices services;
    private final InstantSource clock = InstantSource.system();
    private final LivePower power;
    private final MeterNotice notice;
    private final TreeViewer tree;
    private final TreeColumnLayout layout = new TreeColumnLayout();
    private final TreeViewerColumn values;
    private final SensorNameLabels nameLabels;
    private final SensorValueLabels labels;
    private final SensorNesting nesting;
    private boolean showHidden;
    private Set<String> hidden = Set.of();
    private Optional<String> myHouse = Optional.empty();
    private int valueWidth;
    private TreeMap<String, List<Sensor>> meters = new TreeMap<>();
    private long seenVersion = -1;
    private long seenSettings = -1;

    /** Makes the view's widgets in {@code parent}. */
    @Inject
    public SensorsView(Composite parent, ViewFrame frame, Recorder recorder, FigureServices services,
            StoreLocation location) {
        this.recorder = recorder;
        this.services = services;
        power = new LivePower(recorder.live(), services.store());
        showHidden = frame.saved(SAVED_HIDDEN).isPresent();
        var root = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 4).applyTo(root);
        var removal = new MeterRemoval(root.getShell(), services, recorder, location);
        notice = new MeterNotice(root, services, removal);
        var box = new Composite(root, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(box);
        box.setLayout(layout);
        tree = new TreeViewer(box, SWT.FULL_SELECTION | SWT.MULTI);
        tree.setContentProvider(new Content());
        var names = new TreeViewerColumn(tree, SWT.LEFT);
        nameLabels = new SensorNameLabels(tree.getControl(), this::name);
        names.setLabelProvider(nameLabels);
        // A value needs no more than its own room; names take the rest.
        layout.setColumnData(names.getColumn(), new ColumnWeightData(1, 60));
        values = new TreeViewerColumn(tree, SWT.RIGHT);
        labels = new SensorValueLabels(tree.getControl(), clock,
                new AmountWords(Optional.empty(), services.store().zone()),
                sensor -> power.latest(sensor, this::settled, clock.instant()));
        values.setLabelProvider(labels);
        fitValues();
        tree.getTree().addListener(SWT.Resize, event -> fitValues());
        ColumnViewerToolTipSupport.enableFor(tree);
        tree.setInput(this);
        tree.addSelectionChangedListener(event -> services.choices().sensors().set(selected()));
        nesting = new SensorNesting(root.getShell(), services);
        SensorTreeDrag.hook(tree, nesting, this::selected);
        tree.addDoubleClickListener(event -> {
            if (tree.getStructuredSelection().getFirstElement() instanceof Sensor) {
                Commands.run(frame.site(), Commands.SENSOR_SETTINGS);
            }
        });
        var actions = new MeterActions(root.getShell(), services, removal);
        ListKeys.delete(tree.getControl(), () -> {
            if (tree.getStructuredSelection().getFirstElement() instanceof String one) {
                actions.delete(one);
            }
        });
        var popup = new MenuManager();
        popup.setRemoveAllWhenShown(true);
        popup.addMenuListener(menu -> {
            menu.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
            menu.add(new Separator());
            meter().ifPresent(
                    one -> nesting.fill(menu, SensorTreeDrag.sensors(tree), meters.getOrDefault(one, List.of())));
            meter().ifPresent(one -> actions.fill(menu, one));
        });
        tree.getControl().setMenu(popup.createContextMenu(tree.getControl()));
        frame.site().registerContextMenu(POPUP, popup, tree);
        frame.site().setSelectionProvider(tree);
        frame.site().getActionBars().getMenuManager().add(hiddenAction());
        Pulse.start(box, () -> recorder.live().version() + services.store().version()
                + services.household().revision(), this::refresh);
    }

    private Action hiddenAction() {
        return new ToggleAction(Messages.MeterShowHidden, showHidden, shown -> {
            showHidden = shown;
            seenVersion = -1;
            refresh();
        });
    }

    @Override
    public void saveState(IMemento memento) {
        if (showHidden) {
            memento.putString(SAVED_HIDDEN, SAVED_HIDDEN);
        }
    }

    /** The meter that is selected, or whose sensor is. */
    private Optional<String> meter() {
        return switch (tree.getStructuredSelection().getFirstElement()) {
            case Sensor sensor -> Optional.of(sensor.key().meter());
            case String meter -> Optional.of(meter);
            case null, default -> Optional.empty();
        };
    }

    /** What a meter is called. */
    private String name(String meter) {
        if (hidden.contains(meter)) {
            return Messages.bind(Messages.MeterHidden, meter);
        }
        return meters.size() > 1 && myHouse.filter(meter::equals).isPresent()
                ? Messages.bind(Messages.MeterMyHouse, meter)
                : meter;
    }

    private Sensor settled(SeriesKey key) {
        return meters.getOrDefault(key.meter(), List.of()).stream().filter(one -> one.key().equals(key)).findFirst()
                .orElseGet(() -> new Sensor(key, SensorSettings.standard(key.sensor())));
    }

    /**
     * Room for the widest value there may be, and for the dates of those that no longer hold: for short ones, where
     * these would take the names' room.
     */
    private void fitValues() {
        var gc = new GC(tree.getControl());
        try {
            var sensors = meters.values().stream().flatMap(List::stream).toList();
            int room = tree.getTree().getClientArea().width;
            int names = sensors.stream().mapToInt(one -> gc.textExtent(nameLabels.getText(one)).x).max().orElse(0);
            int width = labels.fit(gc, sensors,
                    room > 0 ? room - NAME_INDENT - names - VALUE_MARGIN : Integer.MAX_VALUE);
            if (labels.haveOtherDates()) {
                tree.update(sensors.toArray(), null);
            }
            if (width + VALUE_MARGIN != valueWidth) {
                valueWidth = width + VALUE_MARGIN;
                layout.setColumnData(values.getColumn(), new ColumnPixelData(valueWidth, false));
                tree.getControl().getParent().layout(true);
            }
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
                var all = services.household().meters();
                hidden = all.stream().filter(Meter::hidden).map(Meter::name).collect(Collectors.toSet());
                var house = services.houseKey().map(SeriesKey::meter);
                boolean renamed = !house.equals(myHouse);
                myHouse = house;
                show(showHidden ? services.household().allSensors() : services.household().sensors());
                if (renamed) {
                    tree.update(meters.keySet().toArray(), null);
                }
                notice.refresh();
            }
        } catch (StoreException e) {
            ILog.of(SensorsView.class).error(e.getMessage(), e);
        }
        tree.update(meters.values().stream().flatMap(List::stream).toArray(), null);
        fitValues();
    }

    private void show(List<Sensor> stored) {
        var all = new TreeMap<SeriesKey, Sensor>();
        recorder.live().latest().keySet().stream().filter(key -> key.quantity() == Quantity.POWER)
                .filter(key -> showHidden || !hidden.contains(key.meter()))
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

    private final class Content implements ITreeContentProvider {
        @Override
        public Object[] getElements(Object input) {
            return meters.keySet().toArray();
        }

        @Override
        public Object[] getChildren(Object parent) {
            return switch (parent) {
                case String meter -> parts(meter, Optional.empty());
                case Sensor sensor -> parts(sensor.key().meter(), Optional.of(sensor));
                default -> new Object[0];
            };
        }

        private Object[] parts(String meter, Optional<Sensor> of) {
            var all = meters.getOrDefault(meter, List.of());
            return all.stream().filter(one -> one.parent(all).equals(of)).toArray();
        }

        @Override
        public Object getParent(Object element) {
            return element instanceof Sensor sensor
                    ? sensor.parent(meters.getOrDefault(sensor.key().meter(), List.of())).<Object>map(one -> one)
                            .orElseGet(() -> sensor.key().meter())
                    : null;
        }

        @Override
        public boolean hasChildren(Object element) {
            return element instanceof String || getChildren(element).length > 0;
        }
    }
}
