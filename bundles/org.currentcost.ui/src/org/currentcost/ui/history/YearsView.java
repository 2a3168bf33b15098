package org.currentcost.ui.history;

import jakarta.inject.Inject;
import org.currentcost.accounting.PeriodRule;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.model.TimeRange;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.ViewFrame;

/** Energy by the year, of all that there is. */
public final class YearsView extends PeriodView {

    /** Gets what views of figures work with. */
    @Inject
    public YearsView(ViewFrame frame, FigureServices services) {
        super(frame, services, PeriodKind.YEAR);
    }

    @Override
    public TimeRange rangeFor(TimeRange shared) {
        return PeriodRule.atLeast(shared, 5 * 365, services.store().zone());
    }
}
