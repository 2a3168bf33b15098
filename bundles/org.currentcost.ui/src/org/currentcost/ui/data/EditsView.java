package org.currentcost.ui.data;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.Edit;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.settings.SensorSettings;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.EditWords;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.ProgressJob;
import org.currentcost.ui.kit.Pulse;
import org.currentcost.ui.kit.SeriesNames;
import org.currentcost.ui.kit.ViewContent;
import org.currentcost.ui.kit.ViewFrame;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** The journal of corrections, the latest first; each can be undone and done again. */
public final class EditsView implements ViewContent {

    private final FigureServices services;
    private final ListOrHint list;
    private final TableViewer table;
    private final Action undo;
    private final Action redo;
    private final Action jump;
    private List<Edit> edits = List.of();
    private Map<SeriesKey, Sensor> sensors = Map.of();
    private long seenVersion = -1;

    /** Makes the view's widgets in {@code parent}. */
    @Inject
    public EditsView(Composite parent, ViewFrame frame, FigureServices services) {
        this.services = services;
        list = new ListOrHint(parent, SWT.MULTI, area -> {
            var nothing = new Label(area, SWT.WRAP);
            nothing.setText(Messages.EditsNone);
            return nothing;
        });
        table = list.table();
        var columns = list.columns(Edit.class, Edit::undone)
                .add(Messages.EditsMade, SWT.LEFT,
                        edit -> services.words().moment(new TimeRange(edit.made(), edit.made())))
                .add(Messages.EditsSensor, SWT.LEFT, this::sensor)
                .add(Messages.EditsSpan, SWT.LEFT, edit -> services.words().range(edit.range()))
                .add(Messages.EditsWhat, SWT.LEFT, EditsView::what)
                .add(Messages.EditsReason, SWT.LEFT, Edit::reason);
        undo = columns.action(Messages.EditsUndo, "undo", edit -> setUndone(edit, true));
        redo = columns.action(Messages.EditsRedo, "redo", edit -> setUndone(edit, false));
        jump = columns.action(Messages.EditsJump, "now", edit -> TimeJump.to(services, edit.range()));
        table.addSelectionChangedListener(event -> enable());
        table.addDoubleClickListener(event -> jump.run());
        var bars = frame.site().getActionBars();
        var popup = new MenuManager();
        for (var action : List.of(undo, redo, jump)) {
            bars.getToolBarManager().add(action);
            popup.add(action);
        }
        bars.updateActionBars();
        table.getControl().setMenu(popup.createContextMenu(table.getControl()));
        Pulse.start(list.control(), services.store()::version, this::refresh);
    }

    private String sensor(Edit edit) {
        return SeriesNames.full(sensors.getOrDefault(edit.series(),
                new Sensor(edit.series(), SensorSettings.standard(edit.series().sensor()))));
    }

    private static String what(Edit edit) {
        String words = EditWords.what(edit);
        return edit.undone() ? Messages.bind(Messages.EditsUndone, words) : words;
    }

    private void enable() {
        var selected = selected();
        undo.setEnabled(selected.stream().anyMatch(edit -> !edit.undone()));
        redo.setEnabled(selected.stream().anyMatch(Edit::undone));
        jump.setEnabled(selected.size() == 1);
    }

    private List<Edit> selected() {
        var selected = new ArrayList<Edit>();
        for (Object one : table.getStructuredSelection().toArray()) {
            selected.add((Edit) one);
        }
        return selected;
    }

    private void setUndone(Edit edit, boolean undone) {
        if (edit.undone() != undone) {
            ProgressJob.start(undone ? Messages.EditsUndo : Messages.EditsRedo, Messages.EditsProblem,
                    progress -> services.store().setUndone(edit.id(), undone));
        }
    }

    private void refresh() {
        if (seenVersion == services.store().version()) {
            return;
        }
        seenVersion = services.store().version();
        try {
            var all = services.store().edits().reversed();
            var named = new HashMap<SeriesKey, Sensor>();
            for (var edit : all) {
                named.put(edit.series(), services.household().sensor(edit.series()));
            }
            if (!all.equals(edits) || !named.equals(sensors) || list.isNew()) {
                var kept = selected().stream().map(Edit::id).toList();
                edits = all;
                sensors = named;
                list.show(all);
                table.setSelection(new StructuredSelection(
                        all.stream().filter(edit -> kept.contains(edit.id())).toList()));
                enable();
            }
        } catch (StoreException e) {
            ILog.of(EditsView.class).error(e.getMessage(), e);
        }
    }

    @Override
    public void setFocus() {
        table.getControl().setFocus();
    }
}
