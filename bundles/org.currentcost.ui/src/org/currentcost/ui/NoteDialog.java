package org.currentcost.ui;

import java.util.List;
import java.util.Optional;
import org.currentcost.model.Note;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Writes, changes or deletes a note. */
public final class NoteDialog extends Dialog {

    private static final int WIDTH = 420;
    private static final int HEIGHT = 90;
    private static final int SHORT = 40;

    private final FigureServices services;
    private final Optional<Note> note;
    private final TimeRange span;
    private Text text;

    private NoteDialog(Shell parent, FigureServices services, Optional<Note> note, TimeRange span) {
        super(parent);
        this.services = services;
        this.note = note;
        this.span = span;
        setShellStyle(getShellStyle() | SWT.RESIZE);
    }

    /** Opens the dialog for a note that is there. */
    public static void open(Shell parent, FigureServices services, Note note) {
        new NoteDialog(parent, services, Optional.of(note), note.span()).open();
    }

    /** Opens the dialog for a new note. @param span what it is about; empty for a moment */
    public static void open(Shell parent, FigureServices services, TimeRange span) {
        new NoteDialog(parent, services, Optional.empty(), span).open();
    }

    /** Deletes notes, and offers to undo that. @param notes at least one */
    public static void delete(FigureServices services, List<Note> notes) throws StoreException {
        for (var note : notes) {
            services.store().removeNote(note.id());
        }
        services.choices().noteChanged();
        var display = Display.getCurrent();
        String sentence = notes.size() == 1
                ? Messages.bind(Messages.NoteDeleted, shortened(notes.getFirst().text()))
                : Messages.bind(Messages.NotesDeleted, Figures.count(notes.size()));
        UndoNotice.offer(services, sentence, Messages.NoteProblem,
                progress -> {
                    for (var note : notes) {
                        services.store().saveNote(note);
                    }
                    display.asyncExec(services.choices()::noteChanged);
                });
    }

    private static String shortened(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() <= SHORT ? line : line.substring(0, SHORT - 1) + "…";
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(note.isEmpty() ? Messages.NoteNew : Messages.NoteEdit);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        var area = (Composite) super.createDialogArea(parent);
        var when = new Label(area, SWT.NONE);
        when.setText(services.words().moment(span));
        text = new Text(area, SWT.MULTI | SWT.WRAP | SWT.BORDER | SWT.V_SCROLL);
        note.map(Note::text).ifPresent(text::setText);
        text.addModifyListener(event -> check());
        // A tab in a note is wanted by nobody; by the key one gets to the buttons.
        text.addTraverseListener(event -> event.doit = event.doit || event.detail == SWT.TRAVERSE_TAB_NEXT
                || event.detail == SWT.TRAVERSE_TAB_PREVIOUS);
        GridDataFactory.fillDefaults().grab(true, true).hint(WIDTH, HEIGHT).applyTo(text);
        return area;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        if (note.isPresent()) {
            createButton(parent, IDialogConstants.NO_ID, Messages.NoteDelete, false);
        }
        createButton(parent, IDialogConstants.OK_ID, Messages.NoteSave, true);
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
        check();
    }

    private void check() {
        getButton(IDialogConstants.OK_ID).setEnabled(!text.getText().isBlank());
    }

    @Override
    protected void buttonPressed(int button) {
        try {
            if (button == IDialogConstants.OK_ID) {
                services.store().saveNote(new Note(note.map(Note::id).orElse(0L), span,
                        text.getText().strip()));
                services.choices().noteChanged();
            } else if (button == IDialogConstants.NO_ID) {
                delete(services, List.of(note.orElseThrow()));
                close();
                return;
            }
        } catch (StoreException e) {
            Problems.show(getShell(), Messages.NoteProblem, e);
            return;
        }
        super.buttonPressed(button);
    }
}
