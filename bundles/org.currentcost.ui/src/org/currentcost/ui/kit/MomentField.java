package org.currentcost.ui.kit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.currentcost.model.TypedTimes;
import org.currentcost.model.UserLocale;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;

/** Fields for a day and a time of day, side by side in a grid. UI thread only. */
public final class MomentField {

    private static final int TIME_WIDTH = 90;

    private final ZoneId zone;
    private final TypedTimes typed;
    private final DayField date;
    private final Text time;
    private Instant shown = Instant.EPOCH;

    /**
     * @param parent  has a grid of columns
     * @param zone    whose clock it is
     * @param today   for what is typed without a year
     * @param changed hears of what the user does, and of {@link #show}
     */
    public MomentField(Composite parent, ZoneId zone, LocalDate today, Runnable changed) {
        this.zone = zone;
        typed = new TypedTimes(UserLocale.language(), UserLocale.formats(), zone);
        date = new DayField(parent, today, changed);
        date.bePart();
        time = new Text(parent, SWT.BORDER);
        AccessibleNames.setPart(time, Messages.MomentTime);
        GridDataFactory.fillDefaults().hint(FontRoom.width(time, TIME_WIDTH), SWT.DEFAULT)
                .align(SWT.BEGINNING, SWT.CENTER).applyTo(time);
        time.addModifyListener(event -> changed.run());
        time.addListener(SWT.FocusOut, event -> typed.time(time.getText()).map(typed::text)
                .filter(text -> !text.equals(time.getText())).ifPresent(time::setText));
    }

    /** Shows a moment. */
    public void show(Instant moment) {
        shown = moment;
        var local = moment.atZone(zone);
        date.show(local.toLocalDate());
        time.setText(typed.text(local.toLocalTime()));
    }

    /** {@return the moment in the fields; to the millisecond, and in its own offset from UTC, if nobody changed it} */
    public Optional<Instant> moment() {
        return local().flatMap(local -> local
                .equals(LocalDateTime.ofInstant(shown, zone).truncatedTo(ChronoUnit.SECONDS))
                        ? Optional.of(shown)
                        : zone.getRules().getValidOffsets(local).stream().findFirst().map(local::toInstant));
    }

    private Optional<LocalDateTime> local() {
        return date.day().flatMap(day -> typed.time(time.getText()).map(day::atTime));
    }

    /** {@return what is wrong with what is typed} */
    public Optional<String> problem() {
        if (date.problem().isPresent()) {
            return date.problem();
        }
        if (local().isEmpty()) {
            String example = typed.text(LocalTime.of(14, 30));
            return Optional.of(time.getText().isBlank()
                    ? Messages.bind(Messages.TimeMissing, example)
                    : Messages.bind(Messages.TimeUnreadable, time.getText().strip(), example));
        }
        return moment().isPresent() ? Optional.empty() : Optional.of(Messages.TimeSkipped);
    }

    /** {@return what is wrong with what is typed as a start and an end} */
    static Optional<String> problem(MomentField from, MomentField to) {
        return from.problem().or(to::problem).or(() -> from.moment().orElseThrow().isBefore(to.moment().orElseThrow())
                ? Optional.empty()
                : Optional.of(Messages.ExactWrong));
    }

    /** Lets the user change the moment, or not. */
    public void setEnabled(boolean enabled) {
        date.setEnabled(enabled);
        time.setEnabled(enabled);
    }
}
