package org.currentcost.ui.kit;

import java.util.Optional;
import org.eclipse.e4.core.contexts.EclipseContextFactory;
import org.osgi.framework.FrameworkUtil;

/**
 * The services of the program, for what the platform makes by itself and injects nothing into: handlers, bars, pages of
 * wizards. Everything else gets them injected.
 */
public final class Services {

    private Services() {
    }

    /** {@return a service, as long as the program has it} */
    public static <T> Optional<T> find(Class<T> type) {
        var bundle = FrameworkUtil.getBundle(Services.class);
        return bundle == null || bundle.getBundleContext() == null
                ? Optional.empty()
                : Optional.ofNullable(EclipseContextFactory.getServiceContext(bundle.getBundleContext()).get(type));
    }
}
