package org.currentcost.ui.history;

import jakarta.inject.Inject;
import java.util.Optional;
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
        // What is selected counts as long as it is in sight.
        return span().filter(span -> span.startMillis() < shared.endMillis() && span.endMillis() > shared.startMillis())
                .orElse(shared);
    }

    private Optional<TimeRange> span() {
        return services().choices().span().get();
    }

    @Override
    protected void goToLinked(TimeRange range) {
        if (span().isPresent()) {
            services().choices().span().set(Optional.of(range));
        } else {
            super.goToLinked(range);
        }
    }

    @Override
    protected void nowLinked() {
        services().choices().span().set(Optional.empty());
        super.nowLinked();
    }
}
