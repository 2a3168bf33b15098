package org.currentcost.ui.kit;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;
import org.eclipse.ui.IMemento;

/** Which time and sensors a view of figures is about: those that views share, or its own. */
final class FigureChoices {

    private static final long CLOCK_STEP_MILLIS = 120_000;
    private static final String SAVED_SENSORS = "sensors";

    private final FigureServices services;
    private final FigureDelegate<?> delegate;
    private Optional<TimeRange> ownRange;
    private List<SeriesKey> ownSensors;

    /** What was chosen at a time. */
    record Choice(TimeRange range, List<SeriesKey> sensors, AmountUnit unit) {

        /** {@return whether it is about this time} What only follows the clock is no other time to wait for. */
        boolean isNear(TimeRange other) {
            return Math.abs(range.startMillis() - other.startMillis()) <= CLOCK_STEP_MILLIS
                    && Math.abs(range.endMillis() - other.endMillis()) <= CLOCK_STEP_MILLIS;
        }
    }

    /** Finds what was saved. */
    FigureChoices(ViewFrame frame, FigureServices services, FigureDelegate<?> delegate) {
        this.services = services;
        this.delegate = delegate;
        ownSensors = frame.saved(SAVED_SENSORS).stream().flatMap(String::lines).map(SeriesNames::parse).toList();
        ownRange = frame.savedRange();
    }

    /** {@return what is chosen now} */
    Choice now() {
        var selected = delegate.followsSelection() ? services.choices().sensors().get() : List.<SeriesKey>of();
        return new Choice(range(), ownSensors.isEmpty() ? selected : ownSensors, services.choices().unit().get());
    }

    TimeRange range() {
        return ownRange.orElseGet(() -> delegate.rangeFor(services.time().shown().get().range()));
    }

    /** {@return whether the view follows the shared time range} */
    boolean linked() {
        return ownRange.isEmpty();
    }

    /** Follows the shared time range, or stays at what is shown. */
    void link(boolean linked) {
        ownRange = linked ? Optional.empty() : Optional.of(range());
    }

    /** Goes to another time: with all linked views, or alone. @return whether alone */
    boolean goTo(TimeRange range) {
        if (linked()) {
            delegate.goTo(range, services.time());
            return false;
        }
        ownRange = Optional.of(range);
        return true;
    }

    /** Goes to the present, in the length that is shown: with all linked views, or alone. @return whether alone */
    boolean goToNow() {
        if (linked()) {
            delegate.goToNow(services.time());
            return false;
        }
        return goTo(services.time().last(ownRange.orElseThrow().length()));
    }

    /** {@return the view's own sensors; none while it shows those that are selected} */
    List<SeriesKey> ownSensors() {
        return ownSensors;
    }

    void chooseSensors(List<SeriesKey> sensors) {
        ownSensors = List.copyOf(sensors);
    }

    /** {@return those that were chosen and are there, their meters may be deleted meanwhile; or else my house} */
    List<Sensor> sensors(Choice choice) throws StoreException {
        var known = new HashMap<SeriesKey, Sensor>();
        services.household().allSensors().forEach(one -> known.put(one.key(), one));
        var sensors = choice.sensors().stream().map(one -> SeriesNames.present(known.keySet(), one))
                .filter(known::containsKey).distinct().map(known::get).toList();
        return sensors.isEmpty() ? services.household().house().stream().toList() : sensors;
    }

    void saveState(IMemento memento) {
        memento.putString(SAVED_SENSORS, ownSensors.stream().map(SeriesNames::save).collect(Collectors.joining("\n")));
        ownRange.ifPresent(range -> ViewFrame.saveRange(memento, range));
    }
}
