package org.currentcost.ui.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.currentcost.model.TimeRange;
import org.currentcost.ui.kit.TimeRangeBar;
import org.currentcost.ui.kit.TimeRangeService.Preset;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

/** The lengths of time that the Live view offers, by their labels. */
enum LiveSpan {
    FIVE_MINUTES(Duration.ofMinutes(5)), HOUR(Duration.ofHours(1)), SIX_HOURS(Duration.ofHours(6)), DAY(
            Duration.ofDays(1)), WEEK(Duration.ofDays(7));

    private final Duration length;

    LiveSpan(Duration length) {
        this.length = length;
    }

    Duration length() {
        return length;
    }

    String label() {
        return switch (this) {
            case FIVE_MINUTES -> Messages.SpanFiveMinutes;
            case HOUR -> TimeRangeBar.label(Preset.HOUR);
            case SIX_HOURS -> TimeRangeBar.label(Preset.SIX_HOURS);
            case DAY -> TimeRangeBar.label(Preset.DAY);
            case WEEK -> TimeRangeBar.label(Preset.WEEK);
        };
    }

    /** {@return a bar to choose one by}, inside the view: in the tab's own row it would wrap below in a narrow stack */
    static ToolBar bar(Composite parent, LiveSpan first, Consumer<LiveSpan> chosen) {
        var bar = new ToolBar(parent, SWT.FLAT | SWT.HORIZONTAL);
        for (LiveSpan one : values()) {
            var item = new ToolItem(bar, SWT.RADIO);
            // Tool items have no padding of their own.
            item.setText(" \u2009" + one.label() + "\u2009 ");
            item.setToolTipText(Messages.bind(Messages.SpanTooltip, one.label()));
            item.setSelection(one == first);
            item.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
                if (item.getSelection()) {
                    chosen.accept(one);
                }
            }));
        }
        return bar;
    }

    /**
     * {@return what is shown up to now: of a meter that is new, the little that there is}
     *
     * @param recorded from its first reading to its last, if there are any
     */
    TimeRange upTo(Instant now, Optional<TimeRange> recorded) {
        var whole = TimeRange.endingAt(now, length());
        return recorded.map(TimeRange::start).filter(whole::contains)
                .map(first -> first.isAfter(now.minus(FIVE_MINUTES.length()))
                        ? now.minus(FIVE_MINUTES.length())
                        : first)
                .map(first -> new TimeRange(first, now)).orElse(whole);
    }
}
