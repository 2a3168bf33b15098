package org.currentcost.ui.history;

import jakarta.inject.Inject;
import org.currentcost.analysis.Slot;
import org.currentcost.model.TimeRange;
import org.currentcost.ui.FigureServices;
import org.currentcost.ui.ViewFrame;
import org.eclipse.swt.widgets.Composite;

/** Energy by the hour: of what is selected in another chart, or else of the shared time range. */
public final class HoursView extends SlotView {

    /** Makes the view's widgets in {@code parent}. */
    @Inject
    public HoursView(Composite parent, ViewFrame frame, FigureServices services) {
        super(parent, frame, services, Slot.HOUR);
    }

    @Override
    protected TimeRange rangeFor(TimeRange shared) {
        return services().choices().span().get().orElse(shared);
    }
}
