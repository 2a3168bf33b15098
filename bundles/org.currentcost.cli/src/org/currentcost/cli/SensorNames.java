package org.currentcost.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.currentcost.accounting.Household;
import org.currentcost.model.SensorNumber;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SeriesStore.SeriesInfo;
import org.currentcost.store.StoreException;

/** What the user or a source calls sensors, which the command line numbers. */
final class SensorNames {

    private final Map<SeriesKey, String> names = new HashMap<>();

    SensorNames(ReadingStore store) throws StoreException {
        for (var sensor : new Household(store).allSensors()) {
            names.put(sensor.key(), sensor.settings().name());
        }
    }

    /**
     * {@return the number of the sensor that a user means by its number or its name}
     *
     * @param meter of the sensor; all of them, if none is named
     * @throws CommandFailed if there is none or there are several; says which there are
     */
    static int number(ReadingStore store, Optional<String> meter, String text) throws StoreException, CommandFailed {
        var known = new TreeMap<Integer, String>();
        for (var sensor : new Household(store).allSensors()) {
            if (meter.isEmpty() || meter.get().equals(sensor.key().meter())) {
                known.put(sensor.key().sensor(), sensor.settings().name());
            }
        }
        store.series().stream().map(SeriesInfo::key).filter(key -> meter.isEmpty() || meter.get().equals(key.meter()))
                .forEach(key -> known.putIfAbsent(key.sensor(), ""));
        var number = Optional.of(text).filter(one -> one.matches("[0-9]{1,9}")).map(Integer::valueOf);
        if (number.isPresent() && known.containsKey(number.get())) {
            return number.get();
        }
        var named = known.keySet().stream().filter(one -> known.get(one).equals(text)).toList();
        if (named.isEmpty()) {
            named = known.keySet().stream().filter(one -> known.get(one).equalsIgnoreCase(text)).toList();
        }
        if (named.size() == 1) {
            return named.getFirst();
        }
        String all = known.entrySet().stream()
                .map(one -> one.getKey() + (one.getValue().isEmpty() ? "" : " (" + one.getValue() + ")"))
                .collect(Collectors.joining(", "));
        var now = number.stream().flatMap(SensorNumber::ofFormer).filter(known::containsKey).findFirst();
        throw new CommandFailed(named.size() > 1
                ? CommandMessages.get("export.sensors", text, all)
                : now.isPresent()
                        ? CommandMessages.get("export.formerSensor", text, Integer.toString(now.get()),
                                known.get(now.get()), all)
                        : CommandMessages.get("export.sensor", text, all));
    }

    /** {@return the name of a sensor; empty if nobody gave it one} */
    String of(SeriesKey key) {
        return names.getOrDefault(SeriesKey.power(key.meter(), key.sensor()), "");
    }
}
