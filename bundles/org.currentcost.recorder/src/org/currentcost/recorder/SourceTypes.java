package org.currentcost.recorder;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.currentcost.source.MeterSource;
import org.currentcost.source.MeterSourceType;

/** The kinds of source that are installed. Safe for all threads; kinds may come and go while the program runs. */
public final class SourceTypes {

    private final List<MeterSourceType> types = new CopyOnWriteArrayList<>();

    /** Adds a kind of source. */
    public void add(MeterSourceType type) {
        types.add(type);
    }

    /** Takes a kind of source away; what it made goes on until it is stopped. */
    public void remove(MeterSourceType type) {
        types.remove(type);
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
        int colon = full.indexOf(':');
        String scheme = (colon < 0 ? full : full.substring(0, colon)).toLowerCase(Locale.ROOT);
        String rest = colon < 0 ? "" : full.substring(colon + 1);
        for (var type : types) {
            if (type.scheme().equals(scheme)) {
                return type.create(rest);
            }
        }
        throw new IllegalArgumentException(Messages.get("types.unknown", scheme, String.join(", ", schemes())));
    }
}
