package org.currentcost.ui.kit;

import jakarta.inject.Inject;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.Quantity;
import org.currentcost.model.SeriesKey;
import org.currentcost.recorder.Recorder;
import org.currentcost.recorder.StateWords;
import org.currentcost.settings.BackupPlan;
import org.currentcost.settings.SensorSettings;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SeriesStore.SeriesInfo;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** What the file holds: its size, its series, and whether it can be written. */
public final class StoreView implements ViewContent {

    private static final int LIST_HEIGHT = 80;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT,
            FormatStyle.MEDIUM);
    private static final String BACK_UP = "org.currentcost.ui.backUp";
    private static final String RESTORE = "org.currentcost.ui.restore";

    private final ReadingStore store;
    private final Recorder recorder;
    private final ScrolledPane pane;
    private final Composite root;
    private final Label summary;
    private final TableViewer table;
    private final FigureServices services;
    private final StoreLocation location;
    private final Label backup;
    private final BackgroundQuestion<String> backups;
    private Map<SeriesKey, Sensor> sensors = Map.of();
    private long seenVersion = -1;

    /** Makes the view's widgets in {@code parent}. */
    @Inject
    public StoreView(Composite parent, ViewFrame frame, ReadingStore store, Recorder recorder, FigureServices services,
            StoreLocation location) {
        this.store = store;
        this.recorder = recorder;
        this.services = services;
        this.location = location;
        pane = new ScrolledPane(parent);
        root = pane.content();
        GridLayoutFactory.fillDefaults().spacing(0, 6).applyTo(root);
        summary = new Label(root, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).indent(8, 8).hint(100, SWT.DEFAULT).applyTo(summary);
        backup = new Label(root, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).indent(8, 0).hint(100, SWT.DEFAULT).applyTo(backup);
        backups = new BackgroundQuestion<>(backup, "newest backup", this::showBackup);
        table = new TableViewer(root, SWT.FULL_SELECTION);
        table.setContentProvider(ArrayContentProvider.getInstance());
        table.getTable().setHeaderVisible(true);
        GridDataFactory.fillDefaults().grab(true, true)
                .hint(SWT.DEFAULT, FontRoom.height(table.getControl(), LIST_HEIGHT)).applyTo(table.getControl());
        column(Messages.StoreSeries, SWT.LEFT, info -> info.key().quantity() == Quantity.POWER
                ? name(info)
                : Messages.bind(Messages.StoreOtherSeries, name(info), QuantityWords.of(info.key().quantity())));
        column(Messages.StoreReadings, SWT.RIGHT, info -> Quantities.count(info.readings()));
        column(Messages.StoreFirst, SWT.LEFT, info -> TIME.format(info.first().atZone(ZoneId.systemDefault())));
        column(Messages.StoreLast, SWT.LEFT, info -> TIME.format(info.last().atZone(ZoneId.systemDefault())));
        var check = new Action(Messages.StoreVerify, StateMarks.icon("start")) {
            @Override
            public void run() {
                verify();
            }
        };
        check.setToolTipText(Messages.StoreVerify);
        frame.site().getActionBars().getToolBarManager().add(check);
        frame.site().getActionBars().getToolBarManager().add(command(frame, Messages.StoreBackUp, "store", BACK_UP));
        frame.site().getActionBars().getToolBarManager().add(command(frame, Messages.StoreRestore, "undo", RESTORE));
        frame.site().getActionBars().updateActionBars();
        Pulse.start(root, () -> 0, this::refresh);
    }

    private String name(SeriesInfo info) {
        return SeriesNames.full(sensors.getOrDefault(info.key(),
                new Sensor(info.key(), SensorSettings.standard(info.key().sensor()))));
    }

    private void column(String title, int style, Function<SeriesInfo, String> text) {
        var column = new TableViewerColumn(table, style);
        column.getColumn().setText(title);
        column.setLabelProvider(new ColumnLabelProvider() {
            @Override
            public String getText(Object element) {
                return text.apply((SeriesInfo) element);
            }
        });
    }

    private static Action command(ViewFrame frame, String text, String icon, String command) {
        var action = new Action(text, StateMarks.icon(icon)) {
            @Override
            public void run() {
                Commands.run(frame.site(), command);
            }
        };
        action.setToolTipText(text);
        return action;
    }

    private void learn() {
        if (seenVersion == store.version()) {
            return;
        }
        seenVersion = store.version();
        try {
            sensors = services.household().allSensors().stream().collect(Collectors.toMap(Sensor::key, one -> one));
        } catch (StoreException e) {
            ILog.of(StoreView.class).error(e.getMessage(), e);
        }
    }

    /** Not on the UI thread: the folder may be on another computer, which does not answer. */
    private String newestBackup() {
        try {
            return BackupPlan.of(store).backups(store, location).stream().findFirst()
                    .map(one -> Messages.bind(Messages.StoreBackup, new Object[]{
                        TIME.format(one.time().atZone(ZoneId.systemDefault())),
                        StateWords.age(one.time(), services.clock().instant()),
                        Quantities.bytes(one.bytes()).toString()}))
                    .orElse(Messages.StoreNoBackup);
        } catch (StoreException e) {
            return e.getMessage();
        }
    }

    private void showBackup(String newest) {
        if (!newest.equals(backup.getText())) {
            backup.setText(newest);
            pane.fit();
        }
    }

    private void refresh() {
        learn();
        if (!backups.isOpen()) {
            backups.ask(this::newestBackup);
        }
        table.setInput(store.series().toArray());
        FittedColumns.of(table.getTable()).fit();
        String text = Stream.concat(Stream.of(recorder.storeTrouble().map(TroubleWords::of).orElseGet(this::sizes)),
                store.remarks().stream()).collect(Collectors.joining("\n"));
        if (!text.equals(summary.getText())) {
            summary.setText(text);
            pane.fit();
        }
    }

    private String sizes() {
        try {
            var statistics = store.statistics();
            return Messages.bind(Messages.StoreSummary, new Object[]{Quantities.count(statistics.readings()),
                Quantities.bytes(statistics.bytes()).toString(), store.zone().getId()});
        } catch (StoreException e) {
            return e.getMessage() + " " + e.remedy();
        }
    }

    private void verify() {
        var display = root.getDisplay();
        ProgressJob.start(Messages.StoreVerify, Messages.StoreVerifyProblem, progress -> {
            var result = store.verify(progress);
            display.asyncExec(() -> {
                if (!root.isDisposed()) {
                    MessageDialog.openInformation(root.getShell(), Messages.StoreVerify,
                            Messages.bind(result.isGood()
                                    ? Messages.StoreVerified
                                    : result.damage().isEmpty() ? Messages.StoreDiffers : Messages.StoreDamaged,
                                    new Object[]{Quantities.count(result.readings()),
                                        Quantities.count(result.buckets()),
                                        Quantities.count(result.differingBuckets()),
                                        Quantities.count(result.damage().size())}));
                }
            });
        });
    }

    @Override
    public void setFocus() {
        table.getControl().setFocus();
    }
}
