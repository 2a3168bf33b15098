package org.currentcost.ui.costs;

import java.util.Optional;
import org.currentcost.ui.kit.FontRoom;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Asks for a few values that are checked while they are typed; what is wrong stands in the dialog's header. */
abstract class EntryDialog extends TitleAreaDialog {

    private static final int FIELD_WIDTH = 150;

    private final String title;
    private final String sentence;
    private final String button;

    /** @param title what the dialog is for @param sentence what to know @param button the verb that ends it */
    EntryDialog(Shell parent, String title, String sentence, String button) {
        super(parent);
        this.title = title;
        this.sentence = sentence;
        this.button = button;
        setShellStyle(getShellStyle() | SWT.RESIZE);
        setHelpAvailable(false);
    }

    /** Makes the fields. @param area a grid of a label and a field */
    abstract void createFields(Composite area);

    /** {@return the first thing that is wrong} */
    abstract Optional<String> problem();

    /** Takes over what was entered, which is right. */
    abstract void accept();

    /** Makes a field of one line. */
    final Text text(Composite area, String label, String value) {
        label(area, label);
        var text = new Text(area, SWT.BORDER);
        text.setText(value);
        GridDataFactory.fillDefaults().hint(FontRoom.width(text, FIELD_WIDTH), SWT.DEFAULT)
                .align(SWT.BEGINNING, SWT.CENTER).applyTo(text);
        text.addModifyListener(event -> check());
        return text;
    }

    /** Makes the label of a field. */
    static Label label(Composite area, String text) {
        var label = new Label(area, SWT.NONE);
        label.setText(text);
        return label;
    }

    /** Looks whether all is right, and says so. */
    final void check() {
        if (getButton(IDialogConstants.OK_ID) != null) {
            var problem = problem();
            setErrorMessage(problem.orElse(null));
            getButton(IDialogConstants.OK_ID).setEnabled(problem.isEmpty());
        }
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(title);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle(title);
        setMessage(sentence);
        var outer = (Composite) super.createDialogArea(parent);
        var area = new Composite(outer, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(2).margins(12, 12).spacing(10, 8).applyTo(area);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
        createFields(area);
        return outer;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, button, true);
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
        // An empty field is no mistake before anything was typed.
        getButton(IDialogConstants.OK_ID).setEnabled(problem().isEmpty());
    }

    @Override
    protected void okPressed() {
        accept();
        super.okPressed();
    }
}
