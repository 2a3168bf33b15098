package org.currentcost.accounting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.currentcost.analysis.CarbonFactors;
import org.currentcost.analysis.Target;
import org.currentcost.model.Bucket;
import org.currentcost.model.Quantity;
import org.currentcost.model.Saturated;
import org.currentcost.model.SensorNumber;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.settings.Bill;
import org.currentcost.settings.ImpulseUnits;
import org.currentcost.settings.NamedSensors;
import org.currentcost.settings.SensorSettings;
import org.currentcost.settings.SettingsDocuments;
import org.currentcost.settings.Tariffs;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/**
 * What the user settled about sensors, tariffs, carbon and targets; kept in the store. Safe for several threads.
 */
public final class Household {

    private static final double MILLI = 1000;

    private final ReadingStore store;
    private final SettingsDocuments documents;
    private final NamedSensors namedSensors;
    private final Meters meters;
    private final SettingsDocuments.Document<Map<String, SensorSettings>> sensors;
    private final SettingsDocuments.Document<Tariffs> tariffs;
    private final SettingsDocuments.Document<CarbonFactors> carbon;
    private final SettingsDocuments.Document<Target> target;
    private final SettingsDocuments.Document<List<Bill>> bills;

    /** @param store where it is kept */
    public Household(ReadingStore store) {
        this.store = store;
        documents = new SettingsDocuments(store);
        namedSensors = new NamedSensors(store);
        meters = new Meters(store, documents);
        sensors = documents.sensors();
        tariffs = documents.of("tariffs", Tariffs.class);
        carbon = documents.of("carbon", CarbonFactors.class);
        target = documents.of("target", Target.class);
        bills = documents.bills();
    }

    /** {@return a number that grows with everything that is settled anew} */
    public long revision() {
        return documents.revision();
    }

    /**
     * {@return all sensors of power of the meters that are not hidden: measured, remembered by a meter or computed, in
     * order}
     *
     * @throws StoreException if the file can't be read
     */
    public List<Sensor> sensors() throws StoreException {
        var hidden = meters.all().stream().filter(Meter::hidden).map(Meter::name).collect(Collectors.toSet());
        return allSensors().stream().filter(one -> !hidden.contains(one.key().meter())).toList();
    }

    /**
     * {@return all sensors as {@link #sensors} has them, those of hidden meters too}
     *
     * @throws StoreException if the file can't be read
     */
    public List<Sensor> allSensors() throws StoreException {
        var keys = new TreeSet<SeriesKey>();
        store.series().forEach(info -> keys.add(info.key()));
        keys.addAll(store.seriesWithHistory());
        keys.removeIf(key -> key.quantity() != Quantity.POWER);
        var settled = settled();
        settled.saved().forEach((key, settings) -> {
            if (settings.formula().isPresent()) {
                keys.add(key);
            }
        });
        var byMeter = new TreeMap<String, List<Sensor>>();
        for (var key : keys) {
            byMeter.computeIfAbsent(key.meter(), meter -> new ArrayList<>()).add(settled.sensor(key));
        }
        return byMeter.values().stream().flatMap(all -> Sensor.apart(all).stream()).toList();
    }

    /**
     * {@return all meters, hidden ones too, in the order in which one stands for the house}: the one that was chosen,
     * then those that a source hears before those without one, each by when it came, the demo behind them, hidden ones
     * last
     *
     * @throws StoreException if the file can't be read
     */
    public List<Meter> meters() throws StoreException {
        return meters.all();
    }

    /** {@return whether sensors of the same name may be of different meters, so that each has to tell whose it is} */
    public boolean severalMeters() throws StoreException {
        return sensors().stream().map(one -> one.key().meter()).distinct().count() > 1;
    }

    /**
     * {@return my house: what is meant by all that is not told a sensor, such as bills, the target and tariffs; empty
     * while there is none}
     *
     * @throws StoreException if the file can't be read
     */
    public Optional<Sensor> house() throws StoreException {
        return houses().stream().findFirst();
    }

    /** {@return the house of a meter, if it has one, and not only parts of it} */
    public Optional<Sensor> house(String meter) throws StoreException {
        return allSensors().stream().filter(one -> one.settings().role() == SensorRole.HOUSE)
                .filter(one -> one.key().meter().equals(meter)).findFirst();
    }

    /**
     * {@return whether the user is to be asked which house is theirs}: there are those of several meters beside the
     * demo, and none was chosen
     */
    public boolean houseIsUncertain() throws StoreException {
        var demos = meters.all().stream().filter(Meter::demo).map(Meter::name).toList();
        return meters.chosen().isEmpty() && houses().stream().map(one -> one.key().meter())
                .filter(meter -> !demos.contains(meter)).distinct().count() > 1;
    }

    /** Settles that the house of this meter is the user's; a hidden one is shown again. */
    public void chooseHouse(String meter) throws StoreException {
        meters.hide(meter, false);
        meters.choose(meter);
    }

    /** Hides a meter, or shows it again; its readings stay, and go on. */
    public void hide(String meter, boolean hidden) throws StoreException {
        meters.hide(meter, hidden);
    }

    /** {@return the demo and nothing else, if there is a real meter now, so that it is no longer needed} */
    public Optional<Meter> needlessDemo() throws StoreException {
        var all = meters.all();
        return all.stream().anyMatch(one -> !one.demo())
                ? all.stream().filter(one -> one.demo() && !one.hidden()).findFirst()
                : Optional.empty();
    }

    /**
     * Deletes a meter and all that is kept and settled of it, as {@link ReadingStore#deleteMeter} says.
     *
     * @return what there was
     * @throws StoreException as there
     */
    public ReadingStore.MeterContent deleteMeter(String meter) throws StoreException {
        var texts = new HashMap<String, String>();
        var saved = new TreeMap<>(savedSensors());
        saved.keySet().removeIf(key -> parse(key).meter().equals(meter));
        sensors.put(saved, texts);
        meters.withdraw(meter, texts);
        namedSensors.withdraw(meter, texts);
        new ImpulseUnits(store).withdraw(meter, texts);
        var content = store.deleteMeter(meter, texts);
        documents.changed();
        return content;
    }

    /** {@return the sensor of this series with what is settled about it}; its colour may be that of another one */
    public Sensor sensor(SeriesKey key) throws StoreException {
        return settled().sensor(key);
    }

    private Settled settled() throws StoreException {
        var saved = new HashMap<SeriesKey, SensorSettings>();
        savedSensors().forEach((key, settings) -> saved.put(parse(key), settings));
        var numbers = saved.keySet().stream().collect(Collectors.groupingBy(SeriesKey::meter,
                Collectors.mapping(SeriesKey::sensor, Collectors.toList())));
        return new Settled(saved, numbers, named(), meters.places());
    }

    /**
     * What is settled about all sensors, read once for as many of them as are asked for.
     *
     * @param saved   what the user settled, by series of power
     * @param numbers the sensors that the user settled something about, by meter
     * @param named   what their sources tell of them, by series of power
     * @param places  of meters among each other
     */
    private record Settled(Map<SeriesKey, SensorSettings> saved, Map<String, List<Integer>> numbers,
            Map<SeriesKey, SensorSettings> named, Map<String, Integer> places) {

        Sensor sensor(SeriesKey key) {
            // One that is not in the store yet gets its place with its first reading.
            int place = places.getOrDefault(key.meter(), places.size());
            var inside = new InsideRule(number -> settings(SeriesKey.power(key.meter(), number)),
                    numbers.getOrDefault(key.meter(), List.of()));
            return new Sensor(key, settings(key), place, inside.of(key.sensor()));
        }

        private SensorSettings settings(SeriesKey key) {
            var settings = saved.get(SeriesKey.power(key.meter(), key.sensor()));
            return settings != null ? settings : named.getOrDefault(key, SensorSettings.standard(key.sensor()));
        }
    }

    /**
     * {@return the offset of a meter's thermometer in thousandths of a degree, the unit of its readings}
     *
     * @throws StoreException if the file can't be read
     */
    public long temperatureOffset(String meter) throws StoreException {
        return Math.round(sensor(SeriesKey.power(meter, 0)).settings().temperatureOffset() * MILLI);
    }

    /** {@return buckets of a meter's temperature with the offset of its thermometer applied; what is stored stays} */
    public List<Bucket> corrected(String meter, List<Bucket> temperature) throws StoreException {
        long offset = temperatureOffset(meter);
        return offset == 0
                ? temperature
                : temperature.stream().map(one -> new Bucket(one.startMillis(), one.endMillis(), one.readings(),
                        one.coveredMillis(), Saturated.plus(one.min(), offset), Saturated.plus(one.max(), offset),
                        Saturated.plus(one.integral(), Saturated.times(offset, one.coveredMillis())))).toList();
    }

    /** What holds for the sensors that their source names, unless the user settled it. */
    private Map<SeriesKey, SensorSettings> named() throws StoreException {
        var settings = new HashMap<SeriesKey, SensorSettings>();
        for (var one : namedSensors.all()) {
            settings.put(SeriesKey.power(one.meter(), one.sensor()),
                    new SensorSettings(one.name(), one.role(), false, Optional.empty(), Optional.empty()));
        }
        return settings;
    }

    /**
     * {@return the sensors that stand for a house, one for each meter as a rule; the first one is my house}
     * <p>
     * A meter that only has parts of a house, such as plugs at a broker, is stood for by the first of them, and goes
     * behind those that have a house and are heard as it is.
     *
     * @throws StoreException if the file can't be read
     */
    public List<Sensor> houses() throws StoreException {
        var visible = sensors();
        var whole = visible.stream().filter(one -> one.settings().role() == SensorRole.HOUSE)
                .collect(Collectors.groupingBy(one -> one.key().meter()));
        var parts = visible.stream().filter(one -> one.settings().role() == SensorRole.INSIDE_HOUSE)
                .collect(Collectors.groupingBy(one -> one.key().meter()));
        var chosen = meters.chosen();
        return meters.all().stream().sorted(Comparator.<Meter, Boolean>comparing(one -> !chosen.equals(
                Optional.of(one.name()))).thenComparing(Meter::demo).thenComparing(one -> !one.received())
                .thenComparing(one -> !whole.containsKey(one.name())))
                .flatMap(one -> whole.containsKey(one.name())
                        ? whole.get(one.name()).stream()
                        : parts.getOrDefault(one.name(), List.of()).stream().limit(1))
                .toList();
    }

    /** Settles how a sensor is called and counted. */
    public void save(Sensor sensor) throws StoreException {
        var saved = new TreeMap<>(savedSensors());
        saved.put(text(sensor.key()), sensor.settings());
        sensors.write(saved);
    }

    /** Forgets what was settled about a sensor; a computed one is gone. */
    public void remove(SeriesKey key) throws StoreException {
        var saved = new TreeMap<>(savedSensors());
        saved.remove(text(key));
        sensors.write(saved);
    }

    /** {@return a free number for a computed sensor of a meter} */
    public SeriesKey nextComputed(String meter) throws StoreException {
        int number = SensorNumber.COMPUTED.first();
        for (var sensor : allSensors()) {
            if (sensor.key().meter().equals(meter)) {
                number = Math.max(number, sensor.key().sensor() + 1);
            }
        }
        return SeriesKey.power(meter, number);
    }

    /** {@return the tariffs that were entered} */
    public Tariffs tariffs() throws StoreException {
        return tariffs.read().orElse(Tariffs.NONE);
    }

    /** Keeps the tariffs. */
    public void save(Tariffs tariffs) throws StoreException {
        this.tariffs.write(tariffs);
    }

    /** {@return how much carbon dioxide a kilowatt-hour stands for, if that was entered} */
    public Optional<CarbonFactors> carbon() throws StoreException {
        return carbon.read();
    }

    /** Keeps the carbon factors. */
    public void save(CarbonFactors factors) throws StoreException {
        carbon.write(factors);
    }

    /** Forgets the carbon factors. */
    public void removeCarbon() throws StoreException {
        carbon.remove();
    }

    /** {@return the target of a year, if there is one} */
    public Optional<Target> target() throws StoreException {
        return target.read();
    }

    /** Keeps the target, or forgets it. */
    public void save(Optional<Target> target) throws StoreException {
        if (target.isPresent()) {
            this.target.write(target.get());
        } else {
            this.target.remove();
        }
    }

    /** {@return the bills that were entered, the latest one first} */
    public List<Bill> bills() throws StoreException {
        return bills.read().orElse(List.of());
    }

    /** Keeps the bills. */
    public void save(List<Bill> bills) throws StoreException {
        this.bills.write(bills.stream().sorted(Comparator.comparing(Bill::firstDay).reversed()).toList());
    }

    private Map<String, SensorSettings> savedSensors() throws StoreException {
        return sensors.read().orElse(Map.of());
    }

    private static String text(SeriesKey key) {
        return key.sensor() + "|" + key.meter();
    }

    private static SeriesKey parse(String text) {
        int bar = text.indexOf('|');
        return SeriesKey.power(text.substring(bar + 1), Integer.parseInt(text.substring(0, bar)));
    }
}
