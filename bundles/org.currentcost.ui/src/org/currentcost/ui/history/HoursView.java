package org.currentcost.ui.history;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.currentcost.accounting.PeriodRule;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.model.TimeRange;
import org.currentcost.ui.kit.FigureQuestion;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.TimeRangeService;
import org.currentcost.ui.kit.ViewFrame;

/** Energy by the hour: of what is selected in another chart, or else of the shared time range or its last week. */
public final class HoursView extends PeriodView {

    private static final Duration WEEK = Duration.ofDays(7);

    /** Of a longer time, the hours of its last week are shown unless the user asks for others. */
    private static final Duration LONGEST_UNASKED = Duration.ofDays(14);

    /** Gets what views of figures work with. */
    @Inject
    public HoursView(ViewFrame frame, FigureServices services) {
        super(frame, services, PeriodKind.HOUR);
    }

    @Override
    public TimeRange rangeFor(TimeRange shared) {
        // What is selected counts as long as it is in sight.
        return span().filter(span -> span.startMillis() < shared.endMillis() && span.endMillis() > shared.startMillis())
                .orElseGet(() -> shared.length().compareTo(LONGEST_UNASKED) > 0
                        ? lastWeek(shared)
                        : shared);
    }

    @Override
    String note(FigureQuestion question) {
        var shared = services.time().shown().get().range();
        boolean shortened = span().isEmpty() && shared.length().compareTo(LONGEST_UNASKED) > 0
                && question.range().equals(lastWeek(shared));
        return shortened ? Messages.HoursLastWeek : "";
    }

    private TimeRange lastWeek(TimeRange shared) {
        return PeriodRule.last(WEEK, shared.end(), services.store().zone());
    }

    private Optional<TimeRange> span() {
        return services.choices().span().get();
    }

    @Override
    public void goTo(TimeRange range, TimeRangeService time) {
        var shared = services.time().shown().get().range();
        if (span().isPresent()
                || range.startMillis() >= shared.startMillis() && range.endMillis() <= shared.endMillis()) {
            services.choices().span().set(Optional.of(range));
        } else {
            super.goTo(range, time);
        }
    }

    @Override
    public void goToNow(TimeRangeService time) {
        services.choices().span().set(Optional.empty());
        super.goToNow(time);
    }
}
