package org.currentcost.ui.history;

import jakarta.inject.Inject;
import org.currentcost.analysis.Slot;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.ViewFrame;
import org.eclipse.swt.widgets.Composite;

/** Energy by the day, weekends in a lighter tone. */
public final class DaysView extends PeriodView {

    /** Makes the view's widgets in {@code parent}. */
    @Inject
    public DaysView(Composite parent, ViewFrame frame, FigureServices services) {
        super(parent, frame, services, Slot.DAY);
    }
}
