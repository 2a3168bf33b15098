package org.currentcost.ui;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.currentcost.model.TimeRange;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.DateTime;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;

/** Asks for an exact stretch of time. */
final class ExactRangeDialog extends TitleAreaDialog {

    private final ZoneId zone;
    private final TimeRange before;
    private DateTime fromDate;
    private DateTime fromTime;
    private DateTime toDate;
    private DateTime toTime;
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
        fromDate = new DateTime(fields, SWT.DATE | SWT.DROP_DOWN | SWT.BORDER);
        fromTime = new DateTime(fields, SWT.TIME | SWT.BORDER);
        new Label(fields, SWT.NONE).setText(Messages.ExactTo);
        toDate = new DateTime(fields, SWT.DATE | SWT.DROP_DOWN | SWT.BORDER);
        toTime = new DateTime(fields, SWT.TIME | SWT.BORDER);
        fill(fromDate, fromTime, before.start().atZone(zone));
        fill(toDate, toTime, before.end().atZone(zone));
        for (var field : new DateTime[]{fromDate, fromTime, toDate, toTime}) {
            field.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> check()));
        }
        return area;
    }

    private static void fill(DateTime date, DateTime time, ZonedDateTime moment) {
        date.setDate(moment.getYear(), moment.getMonthValue() - 1, moment.getDayOfMonth());
        time.setTime(moment.getHour(), moment.getMinute(), moment.getSecond());
    }

    private ZonedDateTime moment(DateTime date, DateTime time) {
        return LocalDateTime.of(date.getYear(), date.getMonth() + 1, date.getDay(), time.getHours(),
                time.getMinutes(), time.getSeconds()).atZone(zone);
    }

    private void check() {
        boolean right = moment(fromDate, fromTime).isBefore(moment(toDate, toTime));
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
        range = Optional.of(new TimeRange(moment(fromDate, fromTime).toInstant(), moment(toDate, toTime).toInstant()));
        super.okPressed();
    }
}
