package org.currentcost.ui.history;

import jakarta.inject.Inject;
import org.currentcost.analysis.Slot;
import org.currentcost.accounting.PeriodRule;
import org.currentcost.model.TimeRange;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.ViewFrame;
import org.eclipse.swt.widgets.Composite;

/** Energy by the year, of all that there is. */
public final class YearsView extends PeriodView {

    /** Makes the view's widgets in {@code parent}. */
    @Inject
    public YearsView(Composite parent, ViewFrame frame, FigureServices services) {
        super(parent, frame, services, Slot.YEAR);
    }

    @Override
    public TimeRange rangeFor(TimeRange shared) {
        return PeriodRule.atLeast(shared, 5 * 365, services.store().zone());
    }
}
