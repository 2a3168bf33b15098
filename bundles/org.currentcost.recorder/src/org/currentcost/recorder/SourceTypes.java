package org.currentcost.recorder;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.currentcost.source.MeterSource;
import org.currentcost.source.MeterSourceType;
import org.currentcost.source.PublisherType;

/** The kinds of source that are installed. Safe for all threads; kinds may come and go while the program runs. */
public final class SourceTypes {

    private final List<MeterSourceType> types = new CopyOnWriteArrayList<>();
    private final List<PublisherType> publishers = new CopyOnWriteArrayList<>();
    private final Function<String, Optional<String>> whereToGet;

    /** Makes an empty list of kinds; what is missing is to be had nowhere. */
    public SourceTypes() {
        this(scheme -> Optional.empty());
    }

    /**
     * Makes an empty list of kinds.
     *
     * @param whereToGet says, in a sentence, how to get the kind of a scheme that is not installed; asked seldom, and
     *                   may take a second
     */
    public SourceTypes(Function<String, Optional<String>> whereToGet) {
        this.whereToGet = whereToGet;
    }

    /** Adds a kind of source. */
    public void add(MeterSourceType type) {
        types.add(type);
    }

    /** Takes a kind of source away; what it made goes on until it is stopped. */
    public void remove(MeterSourceType type) {
        types.remove(type);
    }

    /** Adds a way to pass readings on. */
    public void add(PublisherType type) {
        publishers.add(type);
    }

    /** Takes a way to pass readings on away. */
    public void remove(PublisherType type) {
        publishers.remove(type);
    }

    /**
     * {@return the way to pass readings on that an address begins with}
     *
     * @throws IllegalArgumentException if none is installed; the message is a sentence for the user
     */
    public PublisherType publisher(String address) {
        String scheme = scheme(address);
        return publishers.stream().filter(type -> type.scheme().equals(scheme)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknown("publishers.unknown", scheme)));
    }

    /** {@return whether the way to pass readings on that an address begins with is installed} */
    public boolean publishes(String address) {
        String scheme = scheme(address);
        return publishers.stream().anyMatch(type -> type.scheme().equals(scheme));
    }

    /** {@return a sentence on how to get the kind of a scheme that is not installed; empty if that is not known} */
    public Optional<String> whereToGet(String scheme) {
        return whereToGet.apply(scheme);
    }

    private String unknown(String key, String scheme) {
        // Where it can be had, that alone: a status line has no room for more.
        return whereToGet.apply(scheme).orElseGet(() -> Messages.get(key, scheme, String.join(", ", schemes())));
    }

    /** {@return the schemes that addresses may begin with, sorted} */
    public List<String> schemes() {
        return types.stream().map(MeterSourceType::scheme).sorted(Comparator.naturalOrder()).toList();
    }

    /**
     * Makes a source.
     *
     * @param address scheme, colon and the rest, such as {@code serial:/dev/ttyUSB0}; {@code -} is the standard input,
     *                and a scheme alone has an empty rest
     * @throws IllegalArgumentException if no installed kind knows the scheme, or the rest means nothing; the message is
     *                                  a sentence for the user
     */
    public MeterSource create(String address) {
        String full = address.equals("-") ? "stdin:" : address;
        var type = typeOf(full);
        if (type.isPresent()) {
            return type.get().create(rest(full));
        }
        throw new IllegalArgumentException(unknown("types.unknown", scheme(full)));
    }

    /** {@return the address of a source as it is to be kept} @see MeterSourceType#normalized */
    public String normalized(String address) {
        return typeOf(address).map(type -> scheme(address) + ":" + type.normalized(rest(address))).orElse(address);
    }

    /** {@return the address of a publisher as it is to be kept} @see PublisherType#normalized */
    String normalizedPublisher(String address) {
        return scheme(address) + ":" + publisher(address).normalized(rest(address));
    }

    /** {@return an address as people are to read it: short, without secrets} */
    public String describe(String address) {
        return typeOf(address).map(type -> type.describe(rest(address))).orElse(address);
    }

    private Optional<MeterSourceType> typeOf(String address) {
        String scheme = scheme(address);
        return types.stream().filter(type -> type.scheme().equals(scheme)).findFirst();
    }

    private static String scheme(String address) {
        int colon = address.indexOf(':');
        return (colon < 0 ? address : address.substring(0, colon)).toLowerCase(Locale.ROOT);
    }

    private static String rest(String address) {
        int colon = address.indexOf(':');
        return colon < 0 ? "" : address.substring(colon + 1);
    }
}
