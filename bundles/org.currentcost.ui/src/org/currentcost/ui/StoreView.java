package org.currentcost.ui;

import jakarta.inject.Inject;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.function.Function;
import org.currentcost.model.Quantity;
import org.currentcost.recorder.Recorder;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.ReadingStore.SeriesInfo;
import org.currentcost.store.StoreException;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
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

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT,
            FormatStyle.MEDIUM);
    private static final int PARTS = 1000;

    private final ReadingStore store;
    private final Recorder recorder;
    private final Composite root;
    private final Label summary;
    private final TableViewer table;

    /** Makes the view's widgets in {@code parent}. */
    @Inject
    public StoreView(Composite parent, ViewFrame frame, ReadingStore store, Recorder recorder) {
        this.store = store;
        this.recorder = recorder;
        root = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 6).applyTo(root);
        summary = new Label(root, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).indent(8, 8).hint(100, SWT.DEFAULT).applyTo(summary);
        table = new TableViewer(root, SWT.FULL_SELECTION);
        table.setContentProvider(ArrayContentProvider.getInstance());
        table.getTable().setHeaderVisible(true);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(table.getControl());
        column(Messages.StoreSeries, 200, SWT.LEFT, info -> info.key().quantity() == Quantity.POWER
                ? SeriesNames.full(info.key())
                : Messages.bind(Messages.StoreOtherSeries, SeriesNames.full(info.key()), QuantityWords.of(info.key())));
        column(Messages.StoreReadings, 90, SWT.RIGHT, info -> Figures.count(info.readings()));
        column(Messages.StoreFirst, 150, SWT.LEFT, info -> TIME.format(info.first().atZone(ZoneId.systemDefault())));
        column(Messages.StoreLast, 150, SWT.LEFT, info -> TIME.format(info.last().atZone(ZoneId.systemDefault())));
        var check = new Action(Messages.StoreVerify, StateMarks.icon("start")) {
            @Override
            public void run() {
                verify();
            }
        };
        check.setToolTipText(Messages.StoreVerify);
        frame.site().getActionBars().getToolBarManager().add(check);
        frame.site().getActionBars().updateActionBars();
        Pulse.start(root, () -> 0, this::refresh);
    }

    private void column(String title, int width, int style, Function<SeriesInfo, String> text) {
        var column = new TableViewerColumn(table, style);
        column.getColumn().setText(title);
        column.getColumn().setWidth(width);
        column.setLabelProvider(new ColumnLabelProvider() {
            @Override
            public String getText(Object element) {
                return text.apply((SeriesInfo) element);
            }
        });
    }

    private void refresh() {
        table.setInput(store.series().toArray());
        String text = recorder.storeTrouble().map(TroubleWords::of).orElseGet(this::sizes);
        if (!text.equals(summary.getText())) {
            summary.setText(text);
            root.layout(true);
        }
    }

    private String sizes() {
        try {
            var statistics = store.statistics();
            return Messages.bind(Messages.StoreSummary, new Object[]{Figures.count(statistics.readings()),
                Figures.bytes(statistics.bytes()).toString(), store.zone().getId()});
        } catch (StoreException e) {
            return e.getMessage() + " " + e.remedy();
        }
    }

    private void verify() {
        var display = root.getDisplay();
        ICoreRunnable work = monitor -> {
            monitor.beginTask(Messages.StoreVerify, PARTS);
            var done = new int[1];
            try {
                var result = store.verify(part -> {
                    if (monitor.isCanceled()) {
                        throw new OperationCanceledException();
                    }
                    int now = (int) (part * PARTS);
                    monitor.worked(now - done[0]);
                    done[0] = now;
                });
                display.asyncExec(() -> {
                    if (!root.isDisposed()) {
                        MessageDialog.openInformation(root.getShell(), Messages.StoreVerify,
                                Messages.bind(result.differingBuckets() == 0
                                        ? Messages.StoreVerified
                                        : Messages.StoreDiffers,
                                        new Object[]{Figures.count(result.readings()),
                                            Figures.count(result.buckets()),
                                            Figures.count(result.differingBuckets())}));
                    }
                });
            } catch (StoreException e) {
                throw new CoreException(
                        new Status(IStatus.ERROR, StoreView.class, e.getMessage(), e));
            }
        };
        Job.create(Messages.StoreVerify, work).schedule();
    }

    @Override
    public void setFocus() {
        table.getControl().setFocus();
    }
}
