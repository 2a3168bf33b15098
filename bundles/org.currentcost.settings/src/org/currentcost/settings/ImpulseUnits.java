package org.currentcost.settings;

import com.google.gson.reflect.TypeToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.currentcost.model.ImpulseUnit;
import org.currentcost.model.ImpulseUnit.Counted;
import org.currentcost.model.Quantity;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/**
 * What impulse sensors count, and how many of their impulses are one unit, as their meter said it last. Kept in the
 * store. Safe for several threads; one writer for each store.
 */
public final class ImpulseUnits {

    private static final int FORMER_PARTS = 4;

    private final SettingsDocuments.Document<List<Entry>> document;

    private record Entry(String meter, int sensor, ImpulseUnit unit) {
        boolean isOf(SeriesKey series) {
            return series.equals(new SeriesKey(meter, sensor, Quantity.PULSES));
        }
    }

    /** @param store where they are kept */
    public ImpulseUnits(ReadingStore store) {
        document = new SettingsDocuments(store).inFormerForm("impulses", new TypeToken<List<Entry>>() {
        }, ImpulseUnits::former, ImpulseUnits::asFormer);
    }

    private static String asFormer(List<Entry> all) {
        return all.stream().map(entry -> entry.meter() + '\t' + entry.sensor() + '\t' + entry.unit().counted() + '\t'
                + entry.unit().perUnit() + '\n').collect(Collectors.joining());
    }

    /** Lines of a meter, a sensor, what is counted and how many are one; anything else can't be read. */
    private static List<Entry> former(String text) {
        return text.lines().filter(line -> !line.isEmpty()).map(line -> {
            String[] parts = line.split("\t");
            if (parts.length != FORMER_PARTS) {
                throw new IllegalArgumentException(line);
            }
            return new Entry(parts[0], Integer.parseInt(parts[1]),
                    new ImpulseUnit(Counted.valueOf(parts[2]), Integer.parseInt(parts[3])));
        }).toList();
    }

    /**
     * Keeps what a series of impulses is in, if that is new; what its meter does not say any more stays known.
     *
     * @throws StoreException if the file can't be read or written
     */
    public synchronized void keep(SeriesKey series, ImpulseUnit unit) throws StoreException {
        var known = of(series);
        boolean unreported = unit.perUnit() == 0 && known.map(ImpulseUnit::counted).equals(Optional.of(unit.counted()));
        if (!unreported && !known.equals(Optional.of(unit))) {
            var all = new ArrayList<>(all());
            all.removeIf(entry -> entry.isOf(series));
            all.add(new Entry(series.meter(), series.sensor(), unit));
            document.write(all);
        }
    }

    /** {@return what a series of impulses is in, if its meter has said it} @throws StoreException as above */
    public Optional<ImpulseUnit> of(SeriesKey series) throws StoreException {
        return all().stream().filter(entry -> entry.isOf(series)).map(Entry::unit).findFirst();
    }

    /**
     * Puts what is to be kept once a meter is gone into {@code texts}, if it has such sensors.
     *
     * @throws StoreException if the file can't be read
     */
    public void withdraw(String meter, Map<String, String> texts) throws StoreException {
        var left = new ArrayList<>(all());
        if (left.removeIf(entry -> entry.meter().equals(meter))) {
            document.put(left, texts);
        }
    }

    private List<Entry> all() throws StoreException {
        return document.read().orElse(List.of());
    }
}
