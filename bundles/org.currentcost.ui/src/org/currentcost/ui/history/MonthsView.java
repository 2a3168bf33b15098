package org.currentcost.ui.history;

import jakarta.inject.Inject;
import org.currentcost.accounting.PeriodRule;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.model.TimeRange;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.ViewFrame;

/** Energy by the month of the calendar, of a year at least. */
public final class MonthsView extends PeriodView {

    /** Gets what views of figures work with. */
    @Inject
    public MonthsView(ViewFrame frame, FigureServices services) {
        super(frame, services, PeriodKind.MONTH);
    }

    @Override
    public TimeRange rangeFor(TimeRange shared) {
        return PeriodRule.atLeast(shared, 365, services.store().zone());
    }
}
