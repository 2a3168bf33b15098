package org.currentcost.ui.kit;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.Note;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Writes a note, changes its text and its time, or deletes it. */
public final class NoteDialog extends Dialog {

    /** As much as a note of a file that is imported may hold. */
    private static final int LONGEST = 10_000;

    private static final int WIDTH = 420;
    private static final int HEIGHT = 90;
    private static final int SHORT = 40;
    private static final Duration USUAL_LENGTH = Duration.ofHours(1);

    private final FigureServices services;
    private final Optional<Note> note;
    private final TimeRange span;
    private Text text;
    private MomentField from;
    private MomentField to;
    private Button lasting;
    private Label mistake;

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
        Waiting.run(() -> {
            for (var note : notes) {
                services.store().removeNote(note.id());
            }
        });
        services.choices().noteChanged();
        var display = Display.getCurrent();
        String sentence = notes.size() == 1
                ? Messages.bind(Messages.NoteDeleted, shortened(notes.getFirst().text()))
                : Messages.bind(Messages.NotesDeleted, Quantities.count(notes.size()));
        UndoNotice.offer(services, sentence,
                UndoStack.Step.of(UndoNotice.name(sentence), Messages.NoteProblem, progress -> {
                    for (var note : notes) {
                        services.store().saveNote(note);
                    }
                    display.asyncExec(services.choices()::noteChanged);
                }, progress -> {
                    for (var note : notes) {
                        services.store().removeNote(note.id());
                    }
                    display.asyncExec(services.choices()::noteChanged);
                }));
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
        createTime(area);
        text = new Text(area, SWT.MULTI | SWT.WRAP | SWT.BORDER | SWT.V_SCROLL);
        text.setTextLimit(LONGEST);
        AccessibleNames.set(text, Messages.NoteText);
        note.map(Note::text).ifPresent(text::setText);
        text.addModifyListener(event -> check());
        // A tab in a note is wanted by nobody; by the key one gets to the buttons.
        text.addTraverseListener(event -> event.doit = event.doit || event.detail == SWT.TRAVERSE_TAB_NEXT
                || event.detail == SWT.TRAVERSE_TAB_PREVIOUS);
        GridDataFactory.fillDefaults().grab(true, true).hint(FontRoom.width(text, WIDTH), FontRoom.height(text, HEIGHT))
                .applyTo(text);
        // The time is known as a rule; what is to be written is the text.
        text.setFocus();
        return area;
    }

    /** When it was; and until when, for a span of time. */
    private void createTime(Composite area) {
        var fields = new Composite(area, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(3).applyTo(fields);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(fields);
        var zone = services.store().zone();
        var today = LocalDate.ofInstant(services.clock().instant(), zone);
        new Label(fields, SWT.NONE).setText(Messages.NoteFrom);
        from = new MomentField(fields, zone, today, this::check);
        lasting = new Button(fields, SWT.CHECK);
        lasting.setText(Messages.NoteTo);
        to = new MomentField(fields, zone, today, this::check);
        from.show(span.start());
        to.show(span.end());
        lasting.setSelection(!span.length().isZero());
        to.setEnabled(lasting.getSelection());
        lasting.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
            to.setEnabled(lasting.getSelection());
            if (lasting.getSelection() && MomentField.problem(from, to).isPresent()) {
                from.moment().ifPresent(start -> to.show(start.plus(USUAL_LENGTH)));
            }
            check();
        }));
        mistake = new Label(area, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(FontRoom.width(mistake, WIDTH), SWT.DEFAULT).exclude(true)
                .applyTo(mistake);
        mistake.setVisible(false);
    }

    private Optional<String> problem() {
        return lasting.getSelection() ? MomentField.problem(from, to) : from.problem();
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
        if (getButton(IDialogConstants.OK_ID) == null) {
            return;
        }
        var problem = problem();
        if (!problem.orElse("").equals(mistake.getText())) {
            mistake.setText(problem.orElse(""));
            mistake.setVisible(problem.isPresent());
            ((GridData) mistake.getLayoutData()).exclude = problem.isEmpty();
            mistake.requestLayout();
        }
        getButton(IDialogConstants.OK_ID).setEnabled(problem.isEmpty() && !text.getText().isBlank());
    }

    @Override
    protected void buttonPressed(int button) {
        try {
            if (button == IDialogConstants.OK_ID) {
                var start = from.moment().orElseThrow();
                var about = new TimeRange(start, lasting.getSelection() ? to.moment().orElseThrow() : start);
                var written = new Note(note.map(Note::id).orElse(0L), about, text.getText().strip());
                Waiting.run(() -> services.store().saveNote(written));
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
