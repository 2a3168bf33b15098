package org.currentcost.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.currentcost.install.SavedKeys;
import org.currentcost.install.SavedLayout;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.osgi.service.prefs.BackingStoreException;

/**
 * The saved layout of a window around its start: tidied before the workbench reads it, and taken out of its way where
 * it can't start with it. A damaged layout locks nobody out; it is kept, and the user hears of it once.
 */
final class WindowLayout {

    /** Where the workbench keeps its layout. */
    private static final String MODEL = ".plugins/org.eclipse.e4.workbench/workbench.xmi";
    /** Where it keeps the keys that the user has given to commands. */
    private static final String KEYS = "org.eclipse.ui.commands";
    private static final String KEYS_ASIDE = "keysAside";
    /** What the workbench says to have found no layout that it can read. */
    private static final String NO_MODEL = "NO_SAVED_MODEL_FOUND";
    /** One start may be cut short by chance. */
    private static final int STARTS_IN_VAIN = 2;

    private final Path metadata;
    private final Path contributors;
    private final Map<String, String> known;
    private final SavedLayout saved;
    private final Predicate<String> installed = bundle -> Platform.getBundle(bundle) != null;
    private final ILog log = ILog.of(WindowLayout.class);
    private boolean started;

    /** @param settings the folder in which the workbench of this window keeps what it saves */
    WindowLayout(Path settings) throws IOException {
        metadata = Files.createDirectories(settings.resolve(".metadata"));
        contributors = metadata.resolve("layout-contributors.txt");
        known = SavedLayout.readContributors(contributors);
        saved = new SavedLayout(metadata.resolve(MODEL), metadata.resolve("layout-aside.xml"), installed, known);
    }

    /**
     * Tidies it before the start. What can't be tidied is left to the workbench, which reads any.
     *
     * @param reset whether the user wants the window as it is shipped
     */
    void prepare(boolean reset) {
        try {
            if (reset) {
                saved.putAside().ifPresent(kept -> log.info(Messages.bind(Messages.LayoutReset, kept)));
            }
            countStart();
            tidy();
        } catch (IOException | BackingStoreException | RuntimeException e) {
            log.warn(Messages.bind(Messages.LayoutUnreadable, e.getMessage()), e);
        }
    }

    /** A start that ends before the window is there, or never gets so far, leaves its number behind. */
    private void countStart() throws IOException {
        long inVain = Files.exists(starts()) ? Files.size(starts()) : 0;
        if (inVain >= STARTS_IN_VAIN && saved.exists()) {
            tellUnusable(saved.putAside());
            inVain = 0;
        }
        Files.write(starts(), new byte[(int) Math.min(inVain, STARTS_IN_VAIN) + 1]);
    }

    private Path starts() {
        return metadata.resolve("layout-starts");
    }

    private Path news() {
        return metadata.resolve("layout-news.txt");
    }

    private void tellUnusable(Optional<Path> kept) throws IOException {
        if (kept.isPresent()) {
            tell(Messages.bind(Messages.LayoutUnusable, kept.get()));
        }
    }

    /** The user hears it when there is a window, be it that of another start. */
    private void tell(String sentence) throws IOException {
        log.warn(sentence);
        Files.writeString(news(), sentence);
    }

    private void tidy() throws IOException, BackingStoreException {
        var outcome = saved.tidy();
        if (outcome.unusable().isPresent()) {
            tell(Messages.bind(saved.exists() ? Messages.LayoutEarlier : Messages.LayoutDamaged,
                    outcome.unusable().get()));
        }
        var swept = new LinkedHashSet<>(outcome.swept());
        var restored = new LinkedHashSet<>(outcome.restored());
        tidyKeys(swept, restored);
        if (outcome.damaged()) {
            log.warn(Messages.bind(Messages.LayoutUnreadable, metadata.resolve("layout-aside.xml")));
        }
        if (!swept.isEmpty()) {
            log.info(Messages.bind(Messages.LayoutSwept, String.join(", ", swept)));
        }
        if (!restored.isEmpty()) {
            log.info(Messages.bind(Messages.LayoutRestored, String.join(", ", restored)));
        }
        // Those of absent bundles are remembered: what is put aside is known by them.
        for (String point : List.of("views", "perspectives", "commands", "actionSets", "newWizards")) {
            for (var element : Platform.getExtensionRegistry().getConfigurationElementsFor("org.eclipse.ui." + point)) {
                if (element.getAttribute("id") != null) {
                    known.put(element.getAttribute("id"), element.getContributor().getName());
                }
            }
        }
        SavedLayout.writeContributors(contributors, known);
    }

    private void tidyKeys(Set<String> swept, Set<String> restored) throws BackingStoreException {
        var workbench = InstanceScope.INSTANCE.getNode("org.eclipse.ui.workbench");
        var own = InstanceScope.INSTANCE.getNode(WindowLayout.class.getPackageName());
        var outcome = SavedKeys.tidy(workbench.get(KEYS, ""), own.get(KEYS_ASIDE, ""), known, installed);
        if (!outcome.swept().isEmpty() || !outcome.restored().isEmpty()) {
            // First what would be lost otherwise.
            own.put(KEYS_ASIDE, outcome.aside());
            own.flush();
            workbench.put(KEYS, outcome.saved());
            workbench.flush();
            swept.addAll(outcome.swept());
            restored.addAll(outcome.restored());
        }
    }

    /**
     * Hears that the window is there.
     *
     * @param workbench the context of the workbench
     * @return what the user is to hear of the layout, if anything
     */
    Optional<String> started(IEclipseContext workbench) {
        started = true;
        try {
            Files.deleteIfExists(starts());
            if (Boolean.TRUE.equals(workbench.get(NO_MODEL)) && saved.exists()) {
                // The workbench, which will write over it, knows more of its format than who tidies it.
                tellUnusable(saved.putAside());
            }
            if (!Files.exists(news())) {
                return Optional.empty();
            }
            var sentence = Files.readString(news());
            Files.delete(news());
            return Optional.of(sentence);
        } catch (IOException e) {
            log.warn(Messages.bind(Messages.LayoutUnreadable, e.getMessage()), e);
            return Optional.empty();
        }
    }

    /**
     * Looks whether a start failed by the layout. It is out of the way then, and the next start may do.
     *
     * @param failure what the start ended with
     */
    boolean isToBlame(Throwable failure) {
        try {
            if (started || !saved.exists()) {
                return false;
            }
            log.warn(String.valueOf(failure.getMessage()), failure);
            tellUnusable(saved.putAside());
            return true;
        } catch (IOException e) {
            log.warn(Messages.bind(Messages.LayoutUnreadable, e.getMessage()), e);
            return false;
        }
    }
}
