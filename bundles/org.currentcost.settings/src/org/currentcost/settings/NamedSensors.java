package org.currentcost.settings;

import com.google.gson.reflect.TypeToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.currentcost.model.SensorNumber;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SeriesStore.SeriesInfo;
import org.currentcost.store.StoreException;

/**
 * The sensors of sources that name them instead of numbering them: which number each was given, for good, and how its
 * source calls and counts it. Kept in the store. Safe for several threads, also where a store has several of these.
 */
public final class NamedSensors {

    /** There may be several of these for one store, such as those of a recorder and of an import beside it. */
    private static final Object GIVING = new Object();

    private final ReadingStore store;
    private final boolean kept;
    private final SettingsDocuments.Document<List<Named>> document;
    private volatile Optional<List<Named>> tried = Optional.empty();

    /**
     * One of them.
     *
     * @param meter  the name of its meter
     * @param sensor its number at that meter
     * @param name   what its source calls it; empty for a meter's main sensor and for one that it numbers
     * @param role   what its source says that it means for the house
     */
    public record Named(String meter, int sensor, String name, SensorRole role) {
    }

    /** @param store where they are kept */
    public NamedSensors(ReadingStore store) {
        this(store, true);
    }

    private NamedSensors(ReadingStore store, boolean kept) {
        this.store = store;
        this.kept = kept;
        document = new SettingsDocuments(store).ofType("labels", new TypeToken<List<Named>>() {
        }, NamedSensors::former);
    }

    /** {@return what tells which numbers sensors would be given, and keeps nothing} */
    public static NamedSensors trial(ReadingStore store) {
        return new NamedSensors(store, false);
    }

    /** {@return where they are kept} */
    public ReadingStore store() {
        return store;
    }

    /**
     * {@return the number of a sensor, given to it now if it has none}: 0 for one without a name, its own for one whose
     * name is a number of the meter's, such as {@code 3}, a {@linkplain SensorNumber#NAMED new one} for the others;
     * empty if the meter has no more numbers
     *
     * @throws StoreException if the file can't be read or written, or if it can't be told which number a sensor that
     *                        has a name was given
     */
    public OptionalInt number(String meter, String name, SensorRole role) throws StoreException {
        synchronized (GIVING) {
            return numberOf(meter, name, role);
        }
    }

    private OptionalInt numberOf(String meter, String name, SensorRole role) throws StoreException {
        String plain = plain(name);
        if (tried.isEmpty() && document.isUnreadable()) {
            return numberOfUnnamed(meter, plain);
        }
        var all = new ArrayList<>(all());
        // Those that had a name before such names were understood keep it, and with it their readings
        var known = all.stream().filter(one -> one.meter().equals(meter) && SensorNumber.NAMED.has(one.sensor())
                && one.name().equals(plain)).findFirst();
        var own = plain.isEmpty() ? OptionalInt.of(SensorNumber.OWN.first()) : SensorNumber.ownOf(plain);
        if (known.isEmpty() && own.isPresent()) {
            known = all.stream().filter(one -> one.meter().equals(meter) && one.sensor() == own.getAsInt())
                    .findFirst();
        }
        if (known.isPresent() && known.get().role() == role) {
            return OptionalInt.of(known.get().sensor());
        }
        Named next;
        if (known.isPresent()) {
            all.remove(known.get());
            next = new Named(meter, known.get().sensor(), known.get().name(), role);
        } else if (own.isPresent()) {
            next = new Named(meter, own.getAsInt(), "", role);
        } else {
            int number = firstFree(meter, all);
            if (!SensorNumber.NAMED.has(number)) {
                return OptionalInt.empty();
            }
            next = new Named(meter, number, plain, role);
        }
        all.add(next);
        if (kept) {
            document.write(all);
        } else {
            tried = Optional.of(List.copyOf(all));
        }
        return OptionalInt.of(next.sensor());
    }

    /** A main sensor has its number in any case; another one would be given a second number, and a second series. */
    private static OptionalInt numberOfUnnamed(String meter, String name) throws StoreException {
        if (name.isEmpty()) {
            return OptionalInt.of(SensorNumber.OWN.first());
        }
        throw new StoreException(StoreException.Kind.OTHER, Messages.text("unreadableNumbers", name, meter),
                Messages.text("unreadableNumbers.remedy"), null);
    }

    /** {@return a number behind all that have names, and behind those of which readings were imported} */
    private int firstFree(String meter, List<Named> all) {
        return 1 + IntStream.concat(
                all.stream().filter(one -> one.meter().equals(meter)).mapToInt(Named::sensor),
                store.series().stream().map(SeriesInfo::key).filter(key -> key.meter().equals(meter))
                        .mapToInt(SeriesKey::sensor))
                .filter(SensorNumber.NAMED::has).max().orElse(SensorNumber.NAMED.first() - 1);
    }

    /**
     * Puts what is to be kept once a meter is gone into {@code texts}, if it has such sensors.
     *
     * @throws StoreException if the file can't be read
     */
    public void withdraw(String meter, Map<String, String> texts) throws StoreException {
        var left = all().stream().filter(one -> !one.meter().equals(meter)).toList();
        if (left.size() < all().size()) {
            document.put(left, texts);
        }
    }

    /** {@return all of them} @throws StoreException if the file can't be read */
    public List<Named> all() throws StoreException {
        return tried.isPresent() ? tried.get() : document.read().map(List::copyOf).orElse(List.of());
    }

    /**
     * Lines of meter, number, role and name, with tabs between them. What has not these four parts was of no use to
     * anybody, and is left out; a text of nothing else can't be read.
     */
    private static List<Named> former(String text) {
        var all = new ArrayList<Named>();
        for (String line : text.split("\n")) {
            String[] parts = line.split("\t", -1);
            if (parts.length == 4) {
                all.add(new Named(parts[0], Integer.parseInt(parts[1]), parts[3], SensorRole.valueOf(parts[2])));
            }
        }
        if (all.isEmpty() && !text.isBlank()) {
            throw new IllegalArgumentException(text);
        }
        return List.copyOf(all);
    }

    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
