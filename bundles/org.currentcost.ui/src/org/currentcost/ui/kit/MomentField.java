package org.currentcost.ui.kit;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.DateTime;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;

/** Fields for a day and a time of day, side by side in a grid. */
final class MomentField {

    private final ZoneId zone;
    private final DateTime date;
    private final DateTime time;
    private boolean pressedElsewhere;
    private Instant shown = Instant.EPOCH;

    /** @param parent has a grid of columns @param zone whose clock it is @param changed hears of what the user does */
    MomentField(Composite parent, ZoneId zone, Runnable changed) {
        this.zone = zone;
        date = new DateTime(parent, SWT.DATE | SWT.DROP_DOWN | SWT.BORDER);
        time = new DateTime(parent, SWT.TIME | SWT.BORDER);
        for (var field : new DateTime[]{date, time}) {
            field.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> changed.run()));
            // On GTK the field keeps the key to itself that closes every dialog, and tells only when it is let go.
            field.addListener(SWT.KeyUp, event -> escape(field, event));
        }
        // One that was pressed elsewhere has closed the calendar that drops down.
        Listener elsewhere = event -> pressedElsewhere = event.keyCode == SWT.ESC;
        parent.getDisplay().addFilter(SWT.KeyDown, elsewhere);
        date.addDisposeListener(event -> event.display.removeFilter(SWT.KeyDown, elsewhere));
    }

    private void escape(DateTime field, Event event) {
        if (event.keyCode == SWT.ESC && !pressedElsewhere) {
            field.getShell().close();
        }
        pressedElsewhere = false;
    }

    /** Shows a moment. */
    void show(Instant moment) {
        shown = moment;
        var local = moment.atZone(zone);
        date.setDate(local.getYear(), local.getMonthValue() - 1, local.getDayOfMonth());
        time.setTime(local.getHour(), local.getMinute(), local.getSecond());
    }

    /** {@return the moment in the fields; to the millisecond, and in its own offset from UTC, if nobody changed it} */
    Instant moment() {
        var local = LocalDateTime.of(date.getYear(), date.getMonth() + 1, date.getDay(), time.getHours(),
                time.getMinutes(), time.getSeconds());
        return local.equals(LocalDateTime.ofInstant(shown, zone).truncatedTo(ChronoUnit.SECONDS))
                ? shown
                : local.atZone(zone).toInstant();
    }

    void setEnabled(boolean enabled) {
        date.setEnabled(enabled);
        time.setEnabled(enabled);
    }
}
