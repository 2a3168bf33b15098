package org.currentcost.ui.history;

import jakarta.inject.Inject;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.ViewFrame;

/** Energy by the day, weekends in a lighter tone. */
public final class DaysView extends PeriodView {

    /** Gets what views of figures work with. */
    @Inject
    public DaysView(ViewFrame frame, FigureServices services) {
        super(frame, services, PeriodKind.DAY);
    }
}
