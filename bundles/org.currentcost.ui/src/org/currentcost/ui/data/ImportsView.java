package org.currentcost.ui.data;

import jakarta.inject.Inject;
import java.util.List;
import org.currentcost.model.TimeRange;
import org.currentcost.store.ImportStore.ImportRow;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.ProgressJob;
import org.currentcost.ui.kit.Pulse;
import org.currentcost.ui.kit.Quantities;
import org.currentcost.ui.kit.StateMarks;
import org.currentcost.ui.kit.UndoStack;
import org.currentcost.ui.kit.ViewContent;
import org.currentcost.ui.kit.ViewFrame;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Link;

/** What was imported, the latest first; each import can be undone as a whole. */
public final class ImportsView implements ViewContent {

    private final FigureServices services;
    private final ListOrHint list;
    private final TableViewer table;
    private final Action undo;
    private List<ImportRow> imports = List.of();
    private long seenVersion = -1;

    /** Makes the view's widgets in {@code parent}. */
    @Inject
    public ImportsView(Composite parent, ViewFrame frame, FigureServices services) {
        this.services = services;
        list = new ListOrHint(parent, SWT.SINGLE, area -> {
            var nothing = new Link(area, SWT.WRAP);
            nothing.setText(Messages.ImportsNone);
            nothing.addSelectionListener(SelectionListener.widgetSelectedAdapter(
                    event -> ImportWizard.open(area.getShell(), frame.site().getWorkbenchWindow())));
            return nothing;
        });
        table = list.table();
        var columns = list.columns(ImportRow.class, ImportRow::undone)
                .add(Messages.ImportsMade, SWT.LEFT,
                        row -> services.words().moment(new TimeRange(row.at(), row.at())))
                .add(Messages.ImportsName, SWT.LEFT, ImportRow::name)
                .add(Messages.ImportsReadings, SWT.RIGHT, row -> Quantities.count(row.readings()))
                .add(Messages.ImportsBlocks, SWT.RIGHT, row -> Quantities.count(row.blocks()))
                .add(Messages.ImportsState, SWT.LEFT,
                        row -> row.undone() ? Messages.ImportsUndone : Messages.ImportsIn);
        undo = columns.action(Messages.ImportsUndo, "undo", this::undo);
        table.addSelectionChangedListener(event -> enable());
        var add = new Action(Messages.ImportsAdd, StateMarks.icon("imports")) {
            @Override
            public void run() {
                ImportWizard.open(list.control().getShell(), frame.site().getWorkbenchWindow());
            }
        };
        add.setToolTipText(Messages.ImportsAdd);
        var bars = frame.site().getActionBars();
        bars.getToolBarManager().add(add);
        bars.getToolBarManager().add(undo);
        bars.updateActionBars();
        var popup = new MenuManager();
        popup.add(undo);
        table.getControl().setMenu(popup.createContextMenu(table.getControl()));
        Pulse.start(list.control(), services.store()::version, this::refresh);
    }

    private void enable() {
        undo.setEnabled(table.getStructuredSelection().getFirstElement() instanceof ImportRow row && !row.undone());
    }

    private void undo(ImportRow row) {
        ProgressJob.start(Messages.bind(Messages.ImportsUndoJob, row.name()), UndoStack.importProblem(),
                progress -> services.store().undoImport(row.id(), progress));
    }

    private void refresh() {
        if (seenVersion == services.store().version()) {
            return;
        }
        seenVersion = services.store().version();
        try {
            var all = services.store().imports().reversed();
            if (!all.equals(imports) || list.isNew()) {
                imports = all;
                list.show(all);
                enable();
            }
        } catch (StoreException e) {
            ILog.of(ImportsView.class).error(e.getMessage(), e);
        }
    }

    @Override
    public void setFocus() {
        list.setFocus();
    }
}
