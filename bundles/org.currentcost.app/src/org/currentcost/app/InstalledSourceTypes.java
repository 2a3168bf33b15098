package org.currentcost.app;

import java.util.Optional;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.source.MeterSourceType;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/** Keeps the kinds of source up to date with the services that the installed bundles offer. */
final class InstalledSourceTypes implements AutoCloseable {

    private final SourceTypes types = new SourceTypes(InstalledSourceTypes::whereToGet);
    private final ServiceTracker<MeterSourceType, MeterSourceType> tracker;

    InstalledSourceTypes() {
        BundleContext context = FrameworkUtil.getBundle(InstalledSourceTypes.class).getBundleContext();
        tracker = new ServiceTracker<>(context, MeterSourceType.class, new Customizer(context));
        tracker.open();
    }

    private static Optional<String> whereToGet(String scheme) {
        return Features.ofThisInstallation().flatMap(features -> features.bringing(scheme))
                .map(feature -> Messages.bind(Messages.FeatureBrings, feature.name(), feature.id()));
    }

    SourceTypes types() {
        return types;
    }

    @Override
    public void close() {
        tracker.close();
    }

    private final class Customizer implements ServiceTrackerCustomizer<MeterSourceType, MeterSourceType> {

        private final BundleContext context;

        Customizer(BundleContext context) {
            this.context = context;
        }

        @Override
        public MeterSourceType addingService(ServiceReference<MeterSourceType> reference) {
            MeterSourceType type = context.getService(reference);
            if (type != null) {
                types.add(type);
            }
            return type;
        }

        @Override
        public void modifiedService(ServiceReference<MeterSourceType> reference, MeterSourceType type) {
            // A kind has no properties.
        }

        @Override
        public void removedService(ServiceReference<MeterSourceType> reference, MeterSourceType type) {
            types.remove(type);
            context.ungetService(reference);
        }
    }
}
