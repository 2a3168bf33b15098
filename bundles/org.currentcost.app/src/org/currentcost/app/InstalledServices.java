package org.currentcost.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.currentcost.cli.Installed;
import org.currentcost.install.Features;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.source.MeterSourceType;
import org.currentcost.source.PublisherType;
import org.currentcost.store.OldDataFile;
import org.currentcost.store.OldDataReader;
import org.currentcost.store.StoreEngine;
import org.currentcost.store.StoreEngines;
import org.currentcost.store.StoreException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/** Keeps what is installed up to date with the services that the installed bundles offer. */
final class InstalledServices implements AutoCloseable {

    private final SourceTypes types = new SourceTypes(InstalledServices::whereToGet);
    private final StoreEngines engines = new StoreEngines();
    private final List<OldDataReader> readers = new CopyOnWriteArrayList<>();
    private final List<ServiceTracker<?, ?>> trackers;

    InstalledServices() {
        BundleContext context = FrameworkUtil.getBundle(InstalledServices.class).getBundleContext();
        trackers = List.of(
                tracker(context, MeterSourceType.class, types::add, types::remove),
                tracker(context, PublisherType.class, types::add, types::remove),
                tracker(context, StoreEngine.class, engines::add, engines::remove),
                tracker(context, OldDataReader.class, readers::add, readers::remove));
        trackers.forEach(ServiceTracker::open);
    }

    private static <T> ServiceTracker<T, T> tracker(BundleContext context, Class<T> service, Consumer<T> add,
            Consumer<T> remove) {
        return new ServiceTracker<>(context, service, new Customizer<>(context, add, remove));
    }

    private static Optional<String> whereToGet(String scheme) {
        return Features.ofThisInstallation().flatMap(features -> features.bringing(scheme))
                .map(feature -> Messages.bind(Messages.FeatureBrings, feature.name(), feature.id(), scheme));
    }

    /** {@return what is installed, now and as it changes} */
    Installed installed() {
        return Installed.of(types, engines, this::read);
    }

    private OldDataFile read(Path file) throws StoreException {
        return OldDataReader.firstOf(readers).read(file);
    }

    @Override
    public void close() {
        trackers.forEach(ServiceTracker::close);
    }

    private record Customizer<T>(BundleContext context, Consumer<T> add, Consumer<T> remove)
            implements
                ServiceTrackerCustomizer<T, T> {

        @Override
        public T addingService(ServiceReference<T> reference) {
            T type = context.getService(reference);
            if (type != null) {
                add.accept(type);
            }
            return type;
        }

        @Override
        public void modifiedService(ServiceReference<T> reference, T type) {
            // Services of ours have no properties.
        }

        @Override
        public void removedService(ServiceReference<T> reference, T type) {
            remove.accept(type);
            context.ungetService(reference);
        }
    }
}
