package org.currentcost.accounting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.currentcost.model.SeriesKey;
import org.currentcost.settings.SettingsDocuments;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SeriesStore.SeriesInfo;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.StoreException;

/** The meters of a store, in the order in which one stands for the house if nobody has said which. Thread safe. */
final class Meters {

    /** What the demo meter was called before it was kept which one that is. */
    private static final String DEMO = "demo";

    private static final Comparator<Meter> PREFERENCE = Comparator.comparing(Meter::hidden)
            .thenComparing(Meter::demo).thenComparing(Comparator.comparing(Meter::received).reversed())
            .thenComparing(Meter::place);

    private final ReadingStore store;
    private final SettingsDocuments documents;
    private final SettingsDocuments.Document<Settled> document;
    /** Held by who writes, which may take long: whoever reads does not wait for that. */
    private final Lock writing = new ReentrantLock();
    private volatile Known known = new Known(-1, -1, List.of());

    /** @param revision of the documents @param version of the store */
    private record Known(long version, long revision, List<Meter> meters) {
    }

    /** What is kept of a meter. @param place which colour its house has */
    record OfMeter(int place, boolean hidden, boolean demo) {
    }

    /** @param house the meter whose house is the user's own, if that was said */
    record Settled(Optional<String> house, Map<String, OfMeter> meters) {

        static final Settled NOTHING = new Settled(Optional.empty(), Map.of());

        Settled with(String meter, OfMeter settings) {
            var all = new TreeMap<>(meters);
            all.put(meter, settings);
            return new Settled(house, all);
        }

        Settled without(String meter) {
            var all = new TreeMap<>(meters);
            all.remove(meter);
            return new Settled(house.filter(one -> !one.equals(meter)), all);
        }
    }

    Meters(ReadingStore store, SettingsDocuments documents) {
        this.store = store;
        this.documents = documents;
        document = documents.of("meters", Settled.class);
    }

    /**
     * {@return all meters, hidden ones too}: the one whose house was chosen, then those that a source hears before
     * those without one, each by when it came; then the demo, and hidden ones last
     *
     * @throws StoreException if the file can't be read
     */
    List<Meter> all() throws StoreException {
        // Asked before it is read: what changes meanwhile is read the next time.
        long version = store.version();
        long revision = documents.revision();
        var present = known;
        if (present.version() != version || present.revision() != revision) {
            present = new Known(version, revision, read());
            known = present;
        }
        return present.meters();
    }

    private List<Meter> read() throws StoreException {
        var sources = store.sources();
        var names = names();
        var former = settled();
        var settled = settle(former, names, sources);
        if (!settled.equals(former)) {
            keepSettled(names, sources);
        }
        var meters = new ArrayList<Meter>();
        for (var name : names) {
            var own = settled.meters().get(name);
            meters.add(new Meter(name, own.place(), own.hidden(), own.demo(),
                    sources.stream().anyMatch(source -> source.enabled() && hears(source, name))));
        }
        meters.sort(Comparator.<Meter, Boolean>comparing(one -> one.hidden()
                || !settled.house().equals(Optional.of(one.name()))).thenComparing(PREFERENCE));
        return List.copyOf(meters);
    }

    /** Those with readings first, by when they begin; then those of which only the memory is known. */
    private List<String> names() throws StoreException {
        var names = store.series().stream().sorted(Comparator.comparing(SeriesInfo::first)
                .thenComparing(info -> info.key().meter())).map(info -> info.key().meter()).distinct()
                .collect(Collectors.toCollection(ArrayList::new));
        store.seriesWithHistory().stream().map(SeriesKey::meter).distinct().filter(name -> !names.contains(name))
                .forEach(names::add);
        return names;
    }

    /** {@return what is kept once new meters have a place that no other one has, and which ones are simulated} */
    private static Settled settle(Settled former, List<String> names, List<SourceRow> sources) {
        var settled = former;
        for (var name : names) {
            var own = Optional.ofNullable(settled.meters().get(name));
            boolean simulated = sources.stream().anyMatch(one -> hears(one, name) && isDemo(one.address()))
                    || own.isEmpty() && name.equalsIgnoreCase(DEMO)
                            && sources.stream().noneMatch(one -> hears(one, name));
            if (own.isEmpty() || simulated && !own.get().demo()) {
                int place = own.isPresent() ? own.get().place() : freePlace(settled);
                settled = settled.with(name,
                        new OfMeter(place, own.isPresent() && own.get().hidden(), simulated));
            }
        }
        return settled;
    }

    /** Keeps the places for good; where somebody writes just now, whoever reads after that does it. */
    private void keepSettled(List<String> names, List<SourceRow> sources) {
        if (!writing.tryLock()) {
            return;
        }
        try {
            var former = settled();
            var settled = settle(former, names, sources);
            if (!settled.equals(former)) {
                document.write(settled);
            }
        } catch (StoreException | IllegalStateException e) {
            // A folder that can't be written, or is only looked at, is shown all the same; the next one that can
            // write it keeps the places.
            return;
        } finally {
            writing.unlock();
        }
    }

    private static int freePlace(Settled settled) {
        Set<Integer> taken = settled.meters().values().stream().map(OfMeter::place).collect(Collectors.toSet());
        int place = 0;
        while (taken.contains(place)) {
            place++;
        }
        return place;
    }

    private static boolean isDemo(String address) {
        return address.equals(DEMO) || address.startsWith(DEMO + ":");
    }

    /** {@return whether a source is of this meter}; one that hears many puts its own name before theirs */
    private static boolean hears(SourceRow source, String meter) {
        return meter.equals(source.meter()) || meter.startsWith(source.meter() + "/");
    }

    /** {@return the meter whose house was chosen, if it is there} */
    Optional<String> chosen() throws StoreException {
        var house = document.read().flatMap(Settled::house);
        var visible = all().stream().filter(one -> !one.hidden()).map(Meter::name).collect(Collectors.toSet());
        return house.filter(visible::contains);
    }

    void choose(String meter) throws StoreException {
        writing.lock();
        try {
            document.write(new Settled(Optional.of(meter), settled().meters()));
        } finally {
            writing.unlock();
        }
    }

    void hide(String meter, boolean hidden) throws StoreException {
        writing.lock();
        try {
            var settled = settled();
            var own = settled.meters().getOrDefault(meter, new OfMeter(freePlace(settled), false, false));
            if (own.hidden() != hidden) {
                document.write(settled.with(meter, new OfMeter(own.place(), hidden, own.demo())));
            }
        } finally {
            writing.unlock();
        }
    }

    private Settled settled() throws StoreException {
        return document.read().orElse(Settled.NOTHING);
    }

    /** Puts what is to be kept once a meter is gone into {@code texts}. */
    void withdraw(String meter, Map<String, String> texts) throws StoreException {
        document.put(settled().without(meter), texts);
    }

    /** {@return the place of each meter} */
    Map<String, Integer> places() throws StoreException {
        var places = new HashMap<String, Integer>();
        all().forEach(one -> places.put(one.name(), one.place()));
        return places;
    }
}
