package org.currentcost.ui.kit;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.currentcost.model.TimeRange;
import org.eclipse.core.runtime.ILog;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.PartInitException;

/**
 * The workbench around a view.
 *
 * @param site    its place
 * @param title   sets the text of its tab
 * @param memento what this copy saved the last time, if it did
 */
public record ViewFrame(IViewSite site, Consumer<String> title, IMemento memento) {

    private static final String RANGE = "range";

    /** {@return what this copy of the view saved under {@code key}, if it did} */
    public Optional<String> saved(String key) {
        return memento == null ? Optional.empty() : Optional.ofNullable(memento.getString(key));
    }

    /** {@return the span of time that {@link #saveRange} saved, if it did} */
    public Optional<TimeRange> savedRange() {
        return saved(RANGE).map(text -> {
            var parts = Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
            return TimeRange.ofMillis(parts[0], parts[1]);
        });
    }

    /** Opens another view, or brings it to the front. UI thread. */
    public void open(String view) {
        try {
            site.getPage().showView(view);
        } catch (PartInitException e) {
            ILog.of(ViewFrame.class).error(e.getMessage(), e);
        }
    }

    /** Saves a span of time that a view has of its own. */
    public static void saveRange(IMemento memento, TimeRange range) {
        memento.putString(RANGE, range.startMillis() + " " + range.endMillis());
    }
}
