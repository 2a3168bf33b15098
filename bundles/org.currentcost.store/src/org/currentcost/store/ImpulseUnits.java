package org.currentcost.store;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.currentcost.model.ImpulseUnit;
import org.currentcost.model.ImpulseUnit.Counted;
import org.currentcost.model.Quantity;
import org.currentcost.model.SeriesKey;

/**
 * What impulse sensors count, and how many of their impulses are one unit, as their meter said it last. Kept in the
 * store. Safe for several threads; one writer for each store.
 */
public final class ImpulseUnits {

    private static final String DOCUMENT = "impulses";

    private final DocumentStore store;

    /** @param store where they are kept */
    public ImpulseUnits(DocumentStore store) {
        this.store = store;
    }

    /**
     * Keeps what a series of impulses is in, if that is new; what its meter does not say any more stays known.
     *
     * @throws StoreException if the file can't be read or written
     */
    public synchronized void keep(SeriesKey series, ImpulseUnit unit) throws StoreException {
        var all = all();
        var known = Optional.ofNullable(all.put(series, unit));
        boolean unreported = unit.perUnit() == 0 && known.map(ImpulseUnit::counted).equals(Optional.of(unit.counted()));
        if (!unreported && !known.equals(Optional.of(unit))) {
            store.saveDocument(DOCUMENT, text(all));
        }
    }

    /** {@return what a series of impulses is in, if its meter has said it} @throws StoreException as above */
    public Optional<ImpulseUnit> of(SeriesKey series) throws StoreException {
        return Optional.ofNullable(all().get(series));
    }

    /**
     * Puts what is to be kept once a meter is gone into {@code texts}, if it has such sensors.
     *
     * @throws StoreException if the file can't be read
     */
    public void withdraw(String meter, Map<String, String> texts) throws StoreException {
        var left = all();
        if (left.keySet().removeIf(one -> one.meter().equals(meter))) {
            texts.put(DOCUMENT, text(left));
        }
    }

    private Map<SeriesKey, ImpulseUnit> all() throws StoreException {
        var all = new TreeMap<SeriesKey, ImpulseUnit>();
        for (String line : store.document(DOCUMENT).orElse("").split("\n")) {
            String[] parts = line.split("\t");
            if (parts.length == 4) {
                Arrays.stream(Counted.values()).filter(one -> one.name().equals(parts[2])).forEach(
                        one -> all.put(new SeriesKey(parts[0], Integer.parseInt(parts[1]), Quantity.PULSES),
                                new ImpulseUnit(one, Integer.parseInt(parts[3]))));
            }
        }
        return all;
    }

    private static String text(Map<SeriesKey, ImpulseUnit> all) {
        var text = new StringBuilder();
        all.forEach((series, unit) -> text.append(series.meter()).append('\t').append(series.sensor()).append('\t')
                .append(unit.counted()).append('\t').append(unit.perUnit()).append('\n'));
        return text.toString();
    }
}
