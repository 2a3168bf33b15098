package org.currentcost.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.currentcost.model.SensorRole;

/**
 * The sensors of sources that name them instead of numbering them: which number each was given, for good, and how its
 * source calls and counts it. Kept in the store. Safe for several threads; one writer for each store.
 */
public final class NamedSensors {

    /** The lowest number that is given to a name: those below are a CurrentCost meter's own. */
    public static final int FIRST_NUMBER = 10;
    /** The highest number that is given; what comes after it is for sensors that are computed. */
    public static final int LAST_NUMBER = 99;

    private static final String DOCUMENT = "labels";

    private final ReadingStore store;
    private volatile Parsed parsed = new Parsed("", List.of());

    private record Parsed(String text, List<Named> all) {
    }

    /**
     * One of them.
     *
     * @param meter  the name of its meter
     * @param sensor its number at that meter
     * @param name   what its source calls it; empty for a meter's main sensor
     * @param role   what its source says that it means for the house
     */
    public record Named(String meter, int sensor, String name, SensorRole role) {
    }

    /** @param store where they are kept */
    public NamedSensors(ReadingStore store) {
        this.store = store;
    }

    /** {@return where they are kept} */
    public ReadingStore store() {
        return store;
    }

    /**
     * {@return the number of a sensor, given to it now if it has none}: 0 for one without a name, from 10 on for the
     * others, empty if the meter has no more numbers
     *
     * @throws StoreException if the file can't be read or written
     */
    public synchronized OptionalInt number(String meter, String name, SensorRole role) throws StoreException {
        String plain = plain(name);
        var all = new ArrayList<>(all());
        int number = plain.isEmpty() ? 0 : FIRST_NUMBER;
        Optional<Named> known = Optional.empty();
        for (var one : all) {
            if (one.meter().equals(meter)) {
                if (one.name().equals(plain)) {
                    known = Optional.of(one);
                } else if (!plain.isEmpty()) {
                    number = Math.max(number, one.sensor() + 1);
                }
            }
        }
        if (known.isPresent() && known.get().role() == role) {
            return OptionalInt.of(known.get().sensor());
        }
        if (known.isPresent()) {
            all.remove(known.get());
            number = known.get().sensor();
        } else if (number > LAST_NUMBER) {
            return OptionalInt.empty();
        }
        all.add(new Named(meter, number, plain, role));
        store.saveDocument(DOCUMENT, text(all));
        return OptionalInt.of(number);
    }

    private static String text(List<Named> all) {
        var text = new StringBuilder();
        for (var one : all) {
            text.append(plain(one.meter())).append('\t').append(one.sensor()).append('\t').append(one.role())
                    .append('\t').append(one.name()).append('\n');
        }
        return text.toString();
    }

    /**
     * Puts what is to be kept once a meter is gone into {@code texts}, if it has such sensors.
     *
     * @throws StoreException if the file can't be read
     */
    public void withdraw(String meter, Map<String, String> texts) throws StoreException {
        var left = all().stream().filter(one -> !one.meter().equals(meter)).toList();
        if (left.size() < all().size()) {
            texts.put(DOCUMENT, text(left));
        }
    }

    /** {@return all of them} @throws StoreException if the file can't be read */
    public List<Named> all() throws StoreException {
        String text = store.document(DOCUMENT).orElse("");
        var known = parsed;
        if (!known.text.equals(text)) {
            known = new Parsed(text, parse(text));
            parsed = known;
        }
        return known.all;
    }

    private static List<Named> parse(String text) {
        var all = new ArrayList<Named>();
        for (String line : text.split("\n")) {
            String[] parts = line.split("\t", -1);
            if (parts.length == 4) {
                all.add(new Named(parts[0], Integer.parseInt(parts[1]), parts[3], SensorRole.valueOf(parts[2])));
            }
        }
        return List.copyOf(all);
    }

    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
