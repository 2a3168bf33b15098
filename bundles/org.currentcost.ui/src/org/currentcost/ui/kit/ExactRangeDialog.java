package org.currentcost.ui.kit;

import java.time.ZoneId;
import java.util.Optional;
import org.currentcost.model.TimeRange;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;

/** Asks for an exact span of time. */
final class ExactRangeDialog extends TitleAreaDialog {

    private final ZoneId zone;
    private final TimeRange before;
    private MomentField from;
    private MomentField to;
    private Optional<TimeRange> range = Optional.empty();

    private ExactRangeDialog(Shell parent, TimeRange before, ZoneId zone) {
        super(parent);
        this.before = before;
        this.zone = zone;
    }

    /** {@return the range that the user asked for, unless the dialog was cancelled} */
    static Optional<TimeRange> ask(Shell parent, TimeRange before, ZoneId zone) {
        var dialog = new ExactRangeDialog(parent, before, zone);
        return dialog.open() == Window.OK ? dialog.range : Optional.empty();
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(Messages.ExactTitle);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        var area = (Composite) super.createDialogArea(parent);
        setTitle(Messages.ExactTitle);
        setMessage(Messages.bind(Messages.ExactDescription, zone.getId()));
        var fields = new Composite(area, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(3).margins(12, 12).applyTo(fields);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(fields);
        new Label(fields, SWT.NONE).setText(Messages.ExactFrom);
        from = new MomentField(fields, zone, this::check);
        new Label(fields, SWT.NONE).setText(Messages.ExactTo);
        to = new MomentField(fields, zone, this::check);
        from.show(before.start());
        to.show(before.end());
        return area;
    }

    private void check() {
        boolean right = from.moment().isBefore(to.moment());
        setErrorMessage(right ? null : Messages.ExactWrong);
        getButton(IDialogConstants.OK_ID).setEnabled(right);
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, Messages.ExactShow, true);
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
    }

    @Override
    protected void okPressed() {
        range = Optional.of(new TimeRange(from.moment(), to.moment()));
        super.okPressed();
    }
}
