package org.currentcost.ui.kit;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.currentcost.model.TypedTimes;
import org.currentcost.model.UserLocale;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.ShellAdapter;
import org.eclipse.swt.events.ShellEvent;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.DateTime;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/**
 * A field for a day: typed whole in any form that can be read, or chosen in a calendar that drops down. What was read
 * is shown in the locale's form as soon as the field is left. UI thread only.
 */
public final class DayField {

    private static final int WIDTH = 110;

    // Days have no zone.
    private final TypedTimes typed = new TypedTimes(UserLocale.language(), UserLocale.formats(), ZoneOffset.UTC);
    private final LocalDate today;
    private final Composite box;
    private final Text text;
    private final Button drop;

    /**
     * @param today   for what is typed without a year
     * @param changed hears of what the user does, and of {@link #show}
     */
    public DayField(Composite parent, LocalDate today, Runnable changed) {
        this.today = today;
        box = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(2, 0).applyTo(box);
        text = new Text(box, SWT.BORDER);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER)
                .hint(FontRoom.width(text, WIDTH), SWT.DEFAULT).applyTo(text);
        drop = new Button(box, SWT.ARROW | SWT.DOWN);
        drop.setToolTipText(Messages.DayCalendar);
        GridDataFactory.fillDefaults().applyTo(drop);
        text.addModifyListener(event -> changed.run());
        text.addListener(SWT.FocusOut, event -> day().map(typed::text).filter(day -> !day.equals(text.getText()))
                .ifPresent(text::setText));
        text.addListener(SWT.KeyDown, this::key);
        drop.addListener(SWT.Selection, event -> openCalendar());
    }

    private void key(Event event) {
        if (event.keyCode == SWT.F4 || event.keyCode == SWT.ARROW_DOWN && (event.stateMask & SWT.ALT) != 0) {
            openCalendar();
            event.doit = false;
        } else if (event.keyCode == SWT.ARROW_UP || event.keyCode == SWT.ARROW_DOWN) {
            day().ifPresent(day -> show(day.plusDays(event.keyCode == SWT.ARROW_UP ? 1 : -1)));
            event.doit = false;
        }
    }

    private void openCalendar() {
        var shell = new Shell(box.getShell(), SWT.NO_TRIM | SWT.ON_TOP);
        shell.setLayout(new FillLayout());
        var calendar = new DateTime(shell, SWT.CALENDAR | SWT.BORDER);
        var shown = day().orElse(today);
        calendar.setDate(shown.getYear(), shown.getMonthValue() - 1, shown.getDayOfMonth());
        calendar.addListener(SWT.Selection, event -> show(day(calendar)));
        calendar.addListener(SWT.DefaultSelection, event -> shell.close());
        calendar.addListener(SWT.MouseDoubleClick, event -> shell.close());
        shell.addListener(SWT.Traverse, event -> {
            if (event.detail == SWT.TRAVERSE_ESCAPE || event.detail == SWT.TRAVERSE_RETURN) {
                shell.close();
            }
        });
        shell.addShellListener(new ShellAdapter() {
            @Override
            public void shellDeactivated(ShellEvent event) {
                shell.close();
            }
        });
        shell.pack();
        Rectangle place = box.getDisplay().map(box.getParent(), null, box.getBounds());
        Rectangle screen = box.getMonitor().getClientArea();
        boolean above = place.y + place.height + shell.getSize().y > screen.y + screen.height;
        shell.setLocation(Math.min(place.x, screen.x + screen.width - shell.getSize().x), above
                ? place.y - shell.getSize().y
                : place.y + place.height);
        shell.open();
        calendar.setFocus();
    }

    private static LocalDate day(DateTime calendar) {
        return LocalDate.of(calendar.getYear(), calendar.getMonth() + 1, calendar.getDay());
    }

    /** Shows a day. */
    public void show(LocalDate day) {
        text.setText(typed.text(day));
    }

    /** {@return the day, if what is typed can be read} */
    public Optional<LocalDate> day() {
        return typed.day(text.getText(), today);
    }

    /** {@return what is wrong with what is typed} */
    public Optional<String> problem() {
        return day().isPresent()
                ? Optional.empty()
                : Optional.of(text.getText().isBlank()
                        ? Messages.bind(Messages.DayMissing, typed.text(today))
                        : Messages.bind(Messages.DayUnreadable, text.getText().strip(), typed.text(today)));
    }

    /** {@return what the field is, to lay it out} */
    public Control control() {
        return box;
    }

    /** Puts the cursor into it. */
    public void setFocus() {
        text.setFocus();
    }

    /** Says for a screen reader that this is the day of a moment, not the whole of what the label before it names. */
    void bePart() {
        AccessibleNames.setPart(text, Messages.MomentDay);
    }

    /** Lets the user change the day, or not. */
    public void setEnabled(boolean enabled) {
        text.setEnabled(enabled);
        drop.setEnabled(enabled);
    }
}
