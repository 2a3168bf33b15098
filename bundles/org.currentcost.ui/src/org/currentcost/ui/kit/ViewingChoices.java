package org.currentcost.ui.kit;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.ui.charts.TimeBasedChart;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.osgi.service.prefs.BackingStoreException;

/** What all views show alike: the unit, and the sensors that are selected in the Sensors view. UI thread only. */
public final class ViewingChoices {

    private static final String NODE = "org.currentcost.ui";
    private static final String UNIT = "amountUnit";
    private static final String SENSORS = "selectedSensors";

    private final Shared<AmountUnit> unit;
    private final Shared<List<SeriesKey>> sensors;
    private final Shared<Optional<TimeRange>> span = new Shared<>(Optional.empty());
    private final Shared<Optional<Instant>> moment = new Shared<>(Optional.empty());
    private final Shared<Integer> noteChanges = new Shared<>(0);

    /** Begins with what was chosen when the program ran last. */
    public ViewingChoices() {
        var saved = InstanceScope.INSTANCE.getNode(NODE);
        unit = new Shared<>(Arrays.stream(AmountUnit.values())
                .filter(one -> one.name().equals(saved.get(UNIT, ""))).findFirst().orElse(AmountUnit.ENERGY));
        sensors = new Shared<>(saved.get(SENSORS, "").lines().map(SeriesNames::parse).toList());
    }

    /** {@return the unit of amounts on every view} */
    public Shared<AmountUnit> unit() {
        return unit;
    }

    /** {@return the sensors that views show unless they have their own; none stands for the house} */
    public Shared<List<SeriesKey>> sensors() {
        return sensors;
    }

    /** {@return the span of time that is selected in a chart, for views that show its parts} */
    public Shared<Optional<TimeRange>> span() {
        return span;
    }

    /** {@return the moment that the user points at in a chart, for charts that mark it too} */
    public Shared<Optional<Instant>> moment() {
        return moment;
    }

    /**
     * Lets a chart mark the moment that the user points at in another one, and the others that of this one.
     *
     * @param linked whether it shows the same time as the others now
     */
    public void shareMoment(TimeBasedChart chart, BooleanSupplier linked) {
        chart.addMomentListener(pointed -> moment.set(linked.getAsBoolean() ? pointed : Optional.empty()));
        moment.listen(chart.control(), shown -> chart.showMoment(linked.getAsBoolean() ? shown : Optional.empty()));
    }

    /** {@return a number that grows with every note that the user changes, for views to follow at once} */
    public Shared<Integer> noteChanges() {
        return noteChanges;
    }

    /** Says that the user changed a note. */
    public void noteChanged() {
        noteChanges.set(noteChanges.get() + 1);
    }

    /** Keeps the choices for the next start. */
    public void save() {
        var node = InstanceScope.INSTANCE.getNode(NODE);
        node.put(UNIT, unit.get().name());
        node.put(SENSORS, sensors.get().stream().map(SeriesNames::save).collect(Collectors.joining("\n")));
        try {
            node.flush();
        } catch (BackingStoreException e) {
            ILog.of(ViewingChoices.class).warn(e.getMessage(), e);
        }
    }
}
