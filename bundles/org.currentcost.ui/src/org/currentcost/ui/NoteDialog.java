package org.currentcost.ui;

import org.currentcost.model.Note;
import org.currentcost.store.StoreException;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Writes, changes or deletes a note. */
public final class NoteDialog extends Dialog {

    private static final int WIDTH = 420;
    private static final int HEIGHT = 90;

    private final FigureServices services;
    private final Note note;
    private Text text;

    private NoteDialog(Shell parent, FigureServices services, Note note) {
        super(parent);
        this.services = services;
        this.note = note;
        setShellStyle(getShellStyle() | SWT.RESIZE);
    }

    /** Opens the dialog for a note; one with the id 0 is new. */
    public static void open(Shell parent, FigureServices services, Note note) {
        new NoteDialog(parent, services, note).open();
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(note.id() == 0 ? Messages.NoteNew : Messages.NoteEdit);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        var area = (Composite) super.createDialogArea(parent);
        var when = new Label(area, SWT.NONE);
        when.setText(services.words().moment(note.span()));
        text = new Text(area, SWT.MULTI | SWT.WRAP | SWT.BORDER | SWT.V_SCROLL);
        text.setText(note.text());
        text.addModifyListener(event -> check());
        GridDataFactory.fillDefaults().grab(true, true).hint(WIDTH, HEIGHT).applyTo(text);
        return area;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        if (note.id() != 0) {
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
                services.store().saveNote(new Note(note.id(), note.span(), text.getText().strip()));
            } else if (button == IDialogConstants.NO_ID) {
                services.store().removeNote(note.id());
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
