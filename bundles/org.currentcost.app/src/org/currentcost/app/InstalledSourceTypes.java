package org.currentcost.app;

import java.util.Optional;
import java.util.function.Consumer;
import org.currentcost.install.Features;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.source.MeterSourceType;
import org.currentcost.source.PublisherType;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/** Keeps the kinds of source up to date with the services that the installed bundles offer. */
final class InstalledSourceTypes implements AutoCloseable {

    private final SourceTypes types = new SourceTypes(InstalledSourceTypes::whereToGet);
    private final ServiceTracker<MeterSourceType, MeterSourceType> sources;
    private final ServiceTracker<PublisherType, PublisherType> publishers;

    InstalledSourceTypes() {
        BundleContext context = FrameworkUtil.getBundle(InstalledSourceTypes.class).getBundleContext();
        sources = new ServiceTracker<>(context, MeterSourceType.class,
                new Customizer<>(context, types::add, types::remove));
        publishers = new ServiceTracker<>(context, PublisherType.class,
                new Customizer<>(context, types::add, types::remove));
        sources.open();
        publishers.open();
    }

    private static Optional<String> whereToGet(String scheme) {
        return Features.ofThisInstallation().flatMap(features -> features.bringing(scheme))
                .map(feature -> Messages.bind(Messages.FeatureBrings, feature.name(), feature.id(), scheme));
    }

    SourceTypes types() {
        return types;
    }

    @Override
    public void close() {
        publishers.close();
        sources.close();
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
            // A kind has no properties.
        }

        @Override
        public void removedService(ServiceReference<T> reference, T type) {
            remove.accept(type);
            context.ungetService(reference);
        }
    }
}
