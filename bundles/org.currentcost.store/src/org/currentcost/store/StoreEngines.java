package org.currentcost.store;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** The engines that are installed. Safe for all threads; engines may come and go while the program runs. */
public final class StoreEngines {

    /** One letter is a drive. */
    private static final Pattern ADDRESS = Pattern.compile("(\\p{Alpha}[\\p{Alnum}+.-]+):(.*)", Pattern.DOTALL);

    private final List<StoreEngine> engines = new CopyOnWriteArrayList<>();

    /** @param engines those that are known at once */
    public StoreEngines(StoreEngine... engines) {
        this.engines.addAll(List.of(engines));
    }

    /** Adds an engine. */
    public void add(StoreEngine engine) {
        engines.add(engine);
    }

    /** Takes an engine away; the stores that it has opened stay open. */
    public void remove(StoreEngine engine) {
        engines.remove(engine);
    }

    /**
     * {@return where the store of an address is}
     *
     * @param address a scheme, a colon and the rest, such as {@code sqlite:/home/me/CurrentCost}, or a folder of this
     *                computer. One whose name looks like an address that nobody knows is a folder, if it is there
     * @throws IllegalArgumentException if no installed engine knows the scheme, or the rest means nothing; the message
     *                                  is a sentence for the user
     * @throws StoreException           as {@link #in}
     */
    public StoreLocation at(String address) throws StoreException {
        var parts = ADDRESS.matcher(address);
        if (parts.matches()) {
            String scheme = parts.group(1).toLowerCase(Locale.ROOT);
            for (var engine : engines) {
                if (engine.schemes().contains(scheme)) {
                    return engine.at(parts.group(2));
                }
            }
            if (!Files.exists(path(address))) {
                throw new IllegalArgumentException(Messages.text("noEngine", scheme, String.join(", ", schemes())));
            }
        }
        return in(path(address));
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(Messages.text("noPath", text), e);
        }
    }

    private List<String> schemes() {
        return engines.stream().flatMap(engine -> engine.schemes().stream()).sorted().toList();
    }

    /**
     * {@return where the store of a folder of this computer is}
     *
     * @throws StoreException if no engine is installed that keeps stores in folders
     */
    public StoreLocation in(Path folder) throws StoreException {
        for (var engine : engines) {
            if (engine.isEmbedded()) {
                return engine.in(folder);
            }
        }
        throw new StoreException(StoreException.Kind.OTHER, Messages.text("noEmbeddedEngine", folder), "", null);
    }
}
