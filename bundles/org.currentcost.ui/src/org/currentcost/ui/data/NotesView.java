package org.currentcost.ui.data;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.CsvWriter;
import org.currentcost.model.Note;
import org.currentcost.model.TimeRange;
import org.currentcost.model.UserLocale;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.FileChooser;
import org.currentcost.ui.kit.IconAction;
import org.currentcost.ui.kit.ListKeys;
import org.currentcost.ui.kit.NoteDialog;
import org.currentcost.ui.kit.Problems;
import org.currentcost.ui.kit.Pulse;
import org.currentcost.ui.kit.TableData;
import org.currentcost.ui.kit.ViewContent;
import org.currentcost.ui.kit.ViewFrame;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** All notes, the latest first. A double click or Enter goes to a note's time. */
public final class NotesView implements ViewContent {

    private final FigureServices services;
    private final Composite root;
    private final Text filter;
    private final ListOrHint list;
    private final TableViewer table;
    private Label nothing;
    private List<Note> notes = List.of();
    private long seenVersion = -1;

    /** Makes the view's widgets in {@code parent}. */
    @Inject
    public NotesView(Composite parent, ViewFrame frame, FigureServices services) {
        this.services = services;
        root = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 4).applyTo(root);
        filter = new Text(root, SWT.SEARCH | SWT.ICON_CANCEL | SWT.ICON_SEARCH);
        filter.setMessage(Messages.NotesFilter);
        GridDataFactory.fillDefaults().grab(true, false).indent(4, 4).applyTo(filter);
        list = new ListOrHint(root, SWT.MULTI, area -> nothing = new Label(area, SWT.WRAP));
        GridDataFactory.fillDefaults().grab(true, true).applyTo(list.control());
        table = list.table();
        var columns = list.columns(Note.class, note -> false)
                .add(Messages.NotesWhen, SWT.LEFT, note -> services.words().moment(note.span()))
                .add(Messages.NotesText, SWT.LEFT, Note::text);
        filter.addModifyListener(event -> show());
        table.addDoubleClickListener(event -> selected().ifPresent(note -> TimeJump.to(services, note.span())));
        fillMenus(frame, columns);
        Pulse.start(root, services.store()::version, this::refresh);
        services.choices().noteChanges().listen(root, count -> refresh());
    }

    private void fillMenus(ViewFrame frame, ListColumns<Note> columns) {
        var add = new IconAction(Messages.NotesAdd, "add", this::add);
        var jump = columns.action(Messages.NotesJump, "now", note -> TimeJump.to(services, note.span()));
        var edit = columns.action(Messages.NotesEdit, "edits",
                note -> NoteDialog.open(root.getShell(), services, note));
        var delete = new IconAction(Messages.NotesDelete, "remove", this::deleteSelected);
        delete.setEnabled(false);
        ListKeys.delete(table.getControl(), delete);
        table.addSelectionChangedListener(event -> {
            boolean one = table.getStructuredSelection().size() == 1;
            jump.setEnabled(one);
            edit.setEnabled(one);
            delete.setEnabled(!table.getStructuredSelection().isEmpty());
        });
        var bars = frame.site().getActionBars();
        var popup = new MenuManager();
        for (var action : List.of(add, edit, delete)) {
            bars.getToolBarManager().add(action);
        }
        for (var action : List.of(jump, edit, delete)) {
            popup.add(action);
        }
        bars.getMenuManager().add(new IconAction(Messages.NotesExport, "table", this::export));
        bars.getMenuManager().add(new IconAction(Messages.NotesImport, "imports",
                () -> ImportWizard.open(root.getShell(), frame.site().getWorkbenchWindow())));
        bars.getMenuManager().add(new Separator());
        bars.updateActionBars();
        table.getControl().setMenu(popup.createContextMenu(table.getControl()));
        frame.site().setSelectionProvider(table);
    }

    /** A new note is about what is selected in a chart, or about now. */
    private void add() {
        Instant now = services.clock().instant();
        NoteDialog.open(root.getShell(), services,
                services.choices().span().get().orElseGet(() -> TimeRange.endingAt(now, Duration.ZERO)));
    }

    private Optional<Note> selected() {
        return Optional.ofNullable((Note) table.getStructuredSelection().getFirstElement());
    }

    private void deleteSelected() {
        var gone = notes.stream().filter(table.getStructuredSelection().toList()::contains).toList();
        try {
            if (!gone.isEmpty()) {
                NoteDialog.delete(services, gone);
            }
        } catch (StoreException e) {
            Problems.show(root.getShell(), Messages.NotesProblem, e);
        }
    }

    private void refresh() {
        if (seenVersion == services.store().version()) {
            return;
        }
        seenVersion = services.store().version();
        try {
            var all = services.store().notes(TimeRange.ALL).reversed();
            if (!all.equals(notes) || list.isNew()) {
                notes = all;
                show();
            }
        } catch (StoreException e) {
            ILog.of(NotesView.class).error(e.getMessage(), e);
        }
    }

    private void show() {
        String wanted = filter.getText().strip().toLowerCase(UserLocale.language());
        var shown = notes.stream().filter(note -> note.text().toLowerCase(UserLocale.language()).contains(wanted)
                || services.words().moment(note.span()).toLowerCase(UserLocale.language()).contains(wanted)).toList();
        nothing.setText(notes.isEmpty() ? Messages.NotesNone : Messages.bind(Messages.NotesNoneFound, wanted));
        list.show(shown);
    }

    private void export() {
        var kind = new FileChooser.Kind(Messages.NotesFileKind, "*.csv");
        FileChooser.save(root.getShell(), Messages.NotesExportTitle, Messages.NotesFile, kind).ifPresent(file -> {
            try {
                export(file);
            } catch (IOException e) {
                Problems.show(root.getShell(), Messages.bind(Messages.NotesExportProblem, file), e);
            }
        });
    }

    /** Saves all notes as CSV, the earliest first. */
    void export(Path file) throws IOException {
        var columns = List.of(new TableData.Column("", CsvWriter.START, false),
                new TableData.Column("", CsvWriter.END, false),
                new TableData.Column("", CsvWriter.TEXT, false));
        var rows = new ArrayList<List<Object>>();
        for (var note : notes.reversed()) {
            rows.add(List.of(note.span().start().toString(), note.span().end().toString(), note.text()));
        }
        new TableData(columns, rows).writeCsv(file);
    }

    @Override
    public void setFocus() {
        table.getControl().setFocus();
    }
}
