package org.currentcost.ui.live;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.currentcost.accounting.LiveSensors;
import org.currentcost.accounting.Meter;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.Quantity;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.LiveBus;
import org.currentcost.settings.SensorSettings;
import org.currentcost.store.SeriesStore.SeriesInfo;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.SeriesNames;

/** Which sensors a Live view shows: its own, or else those of the Sensors view, or else my house. UI thread only. */
final class ShownSensors {

    private final LiveBus live;
    private final FigureServices services;
    private final Set<SeriesKey> chosen = new LinkedHashSet<>();
    private final Map<SeriesKey, Sensor> settled = new HashMap<>();
    private Optional<SeriesKey> house = Optional.empty();
    private Set<String> hidden = Set.of();
    private Set<String> demos = Set.of();
    private boolean severalMeters;
    private long seenVersion = -1;
    private long seenSettings = -1;

    /** @param saved what {@link #save} returned; empty for a new view */
    ShownSensors(LiveBus live, FigureServices services, String saved) {
        this.live = live;
        this.services = services;
        saved.lines().filter(line -> !line.isEmpty()).map(SeriesNames::parse).forEach(chosen::add);
    }

    String save() {
        return chosen.stream().map(SeriesNames::save).collect(Collectors.joining("\n"));
    }

    /**
     * Looks what the user settled since.
     *
     * @return whether anything but readings has changed
     * @throws StoreException if the file can't be read
     */
    boolean learn() throws StoreException {
        long version = services.store().version();
        long settings = services.household().revision();
        if (seenVersion == version && seenSettings == settings) {
            return false;
        }
        seenVersion = version;
        boolean changed = seenSettings != settings;
        seenSettings = settings;
        settled.clear();
        for (var sensor : services.household().allSensors()) {
            settled.put(sensor.key(), sensor);
        }
        house = services.household().house().map(Sensor::key);
        hidden = meters(Meter::hidden);
        demos = meters(Meter::demo);
        severalMeters = services.household().severalMeters();
        return changed;
    }

    private Set<String> meters(Predicate<Meter> which) throws StoreException {
        return services.household().meters().stream().filter(which).map(Meter::name).collect(Collectors.toSet());
    }

    /** {@return what the user settled about a series, as it was when that was learnt} */
    Sensor sensor(SeriesKey series) {
        return settled.getOrDefault(series, new Sensor(series, SensorSettings.standard(series.sensor())));
    }

    /** {@return what can be chosen}: all sensors of meters that are not hidden */
    Set<SeriesKey> known() {
        var all = new TreeSet<SeriesKey>();
        services.store().series().forEach(info -> all.add(info.key()));
        all.addAll(live.latest().keySet());
        all.removeIf(series -> series.quantity() != Quantity.POWER || hidden.contains(series.meter()));
        settled.values().stream().filter(one -> one.settings().formula().isPresent()).map(Sensor::key)
                .filter(series -> !hidden.contains(series.meter())).forEach(all::add);
        return all;
    }

    /** {@return what is shown} */
    List<SeriesKey> keys() {
        var known = known();
        var named = new HashSet<>(known);
        named.addAll(settled.keySet());
        var own = chosen.stream().map(one -> SeriesNames.present(named, one))
                .filter(one -> known.contains(one) || settled.containsKey(one)).distinct().toList();
        if (!own.isEmpty()) {
            return own;
        }
        var selected = services.choices().sensors().get().stream().map(one -> SeriesNames.present(named, one))
                .filter(known::contains).distinct().toList();
        if (!selected.isEmpty()) {
            return selected;
        }
        // Before its first reading is in the store nothing is known of a meter but what is heard of it now.
        return house.or(() -> known.stream().filter(series -> series.sensor() == 0).findFirst())
                .map(List::of).orElse(List.of());
    }

    /** {@return from the first to the last reading of the meters of what is shown, if there are any} */
    Optional<TimeRange> recorded() {
        var meters = keys().stream().map(SeriesKey::meter).collect(Collectors.toSet());
        var readings = services.store().series().stream().filter(info -> info.key().quantity() == Quantity.POWER
                && meters.contains(info.key().meter()) && info.readings() > 0).toList();
        return readings.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new TimeRange(readings.stream().map(SeriesInfo::first).min(Instant::compareTo).orElseThrow(),
                                readings.stream().map(SeriesInfo::end).max(Instant::compareTo).orElseThrow()));
    }

    /** {@return what is shown, as it is asked about} */
    LiveSensors asked() {
        return new LiveSensors(keys().stream().map(this::sensor).toList(), settled);
    }

    /** {@return all sensors of a meter, as they are asked about; none without one} */
    LiveSensors ofMeter(Optional<String> meter) {
        return new LiveSensors(known().stream().filter(series -> meter.filter(series.meter()::equals).isPresent())
                .map(this::sensor).toList(), settled);
    }

    /** {@return whether sensors of the same name may be of different meters} */
    boolean severalMeters() {
        return severalMeters;
    }

    /** {@return whether what is shown is simulated} */
    boolean areDemo(LiveSensors shown) {
        return !shown.shown().isEmpty()
                && shown.shown().stream().allMatch(sensor -> demos.contains(sensor.key().meter()));
    }

    /** {@return the names of what is shown; empty if nothing is} */
    String names(LiveSensors shown) {
        return SeriesNames.all(shown.shown(), severalMeters);
    }

    /** {@return whether the view has no sensors of its own} */
    boolean follow() {
        return chosen.isEmpty();
    }

    /** Shows these, whatever the Sensors view selects; none follows it again. */
    void choose(List<SeriesKey> series) {
        chosen.clear();
        chosen.addAll(series);
    }

    /** Shows these beside those that the view has of its own, or alone if it has none. */
    void add(List<SeriesKey> series) {
        chosen.addAll(series);
    }

    /** Shows one more, or one less, of those that are shown. */
    void toggle(SeriesKey series) {
        if (chosen.isEmpty()) {
            chosen.addAll(keys());
        }
        if (!chosen.remove(series)) {
            chosen.add(series);
        }
    }
}
