package org.currentcost.figures;

import com.google.gson.reflect.TypeToken;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.currentcost.analysis.CarbonFactors;
import org.currentcost.analysis.Target;
import org.currentcost.model.Quantity;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/**
 * What the user settled about sensors, tariffs, carbon and targets; kept in the store. Safe for several threads.
 */
public final class Household {

    private static final String SENSORS = "sensors";
    private static final String TARIFFS = "tariffs";
    private static final String CARBON = "carbon";
    private static final String TARGET = "target";
    private static final String BILLS = "bills";

    private final ReadingStore store;
    private final Documents documents;

    /** @param store where it is kept */
    public Household(ReadingStore store) {
        this.store = store;
        documents = new Documents(store);
    }

    /** {@return a number that grows with everything that is settled anew} */
    public long revision() {
        return documents.revision();
    }

    /**
     * {@return all sensors of power, measured, remembered by a meter or computed, in order}
     *
     * @throws StoreException if the file can't be read
     */
    public List<Sensor> sensors() throws StoreException {
        var keys = new TreeSet<SeriesKey>();
        store.series().forEach(info -> keys.add(info.key()));
        keys.addAll(store.seriesWithHistory());
        keys.removeIf(key -> key.quantity() != Quantity.POWER);
        var saved = savedSensors();
        saved.forEach((key, settings) -> {
            if (settings.formula().isPresent()) {
                keys.add(parse(key));
            }
        });
        var sensors = new ArrayList<Sensor>();
        for (var key : keys) {
            sensors.add(new Sensor(key, saved.getOrDefault(text(key), SensorSettings.standard(key.sensor()))));
        }
        return sensors;
    }

    /** {@return the sensor of this series with what is settled about it} */
    public Sensor sensor(SeriesKey key) throws StoreException {
        return new Sensor(key, savedSensors().getOrDefault(text(key), SensorSettings.standard(key.sensor())));
    }

    /** {@return the sensors whose energy is the house's, one for each meter as a rule} */
    public List<Sensor> houses() throws StoreException {
        return sensors().stream().filter(one -> one.settings().role() == SensorRole.HOUSE).toList();
    }

    /** Settles how a sensor is called and counted. */
    public void save(Sensor sensor) throws StoreException {
        var saved = new TreeMap<>(savedSensors());
        saved.put(text(sensor.key()), sensor.settings());
        documents.write(SENSORS, saved);
    }

    /** Forgets what was settled about a sensor; a computed one is gone. */
    public void remove(SeriesKey key) throws StoreException {
        var saved = new TreeMap<>(savedSensors());
        saved.remove(text(key));
        documents.write(SENSORS, saved);
    }

    /** {@return a free number for a computed sensor of a meter} */
    public SeriesKey nextComputed(String meter) throws StoreException {
        int number = Sensor.FIRST_COMPUTED;
        for (var sensor : sensors()) {
            if (sensor.key().meter().equals(meter)) {
                number = Math.max(number, sensor.key().sensor() + 1);
            }
        }
        return SeriesKey.power(meter, number);
    }

    /** {@return the tariffs that were entered} */
    public Tariffs tariffs() throws StoreException {
        return documents.read(TARIFFS, new TypeToken<Tariffs>() {
        }).orElse(Tariffs.NONE);
    }

    /** Keeps the tariffs. */
    public void save(Tariffs tariffs) throws StoreException {
        documents.write(TARIFFS, tariffs);
    }

    /** {@return how much carbon dioxide a kilowatt-hour stands for, if that was entered} */
    public Optional<CarbonFactors> carbon() throws StoreException {
        return documents.read(CARBON, new TypeToken<CarbonFactors>() {
        });
    }

    /** Keeps the carbon factors. */
    public void save(CarbonFactors factors) throws StoreException {
        documents.write(CARBON, factors);
    }

    /** Forgets the carbon factors. */
    public void removeCarbon() throws StoreException {
        documents.remove(CARBON);
    }

    /** {@return the target of a year, if there is one} */
    public Optional<Target> target() throws StoreException {
        return documents.read(TARGET, new TypeToken<Target>() {
        });
    }

    /** Keeps the target, or forgets it. */
    public void save(Optional<Target> target) throws StoreException {
        if (target.isPresent()) {
            documents.write(TARGET, target.get());
        } else {
            documents.remove(TARGET);
        }
    }

    /** {@return the bills that were entered, the latest one first} */
    public List<Bill> bills() throws StoreException {
        return documents.read(BILLS, new TypeToken<List<Bill>>() {
        }).orElse(List.of());
    }

    /** Keeps the bills. */
    public void save(List<Bill> bills) throws StoreException {
        documents.write(BILLS, bills.stream().sorted(Comparator.comparing(Bill::firstDay).reversed()).toList());
    }

    private Map<String, SensorSettings> savedSensors() throws StoreException {
        return documents.read(SENSORS, new TypeToken<Map<String, SensorSettings>>() {
        }).orElse(Map.of());
    }

    private static String text(SeriesKey key) {
        return key.sensor() + "|" + key.meter();
    }

    private static SeriesKey parse(String text) {
        int bar = text.indexOf('|');
        return SeriesKey.power(text.substring(bar + 1), Integer.parseInt(text.substring(0, bar)));
    }
}
