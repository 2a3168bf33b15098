package org.currentcost.ui.sources;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.Platform;

/**
 * A kind of source that the wizard <i>Add a source</i> offers.
 *
 * @param id          the scheme of its addresses
 * @param name        what it is called
 * @param description one sentence
 */
record SourceKind(String id, String name, String description, IConfigurationElement element) {

    private static final String POINT = "org.currentcost.ui.sourceKinds";

    /** {@return what the installed bundles offer, in order} */
    static List<SourceKind> all() {
        return Arrays.stream(Platform.getExtensionRegistry().getConfigurationElementsFor(POINT))
                .sorted(Comparator.comparingInt(element -> Integer.parseInt(element.getAttribute("order"))))
                .map(element -> new SourceKind(element.getAttribute("id"), element.getAttribute("name"),
                        element.getAttribute("description"), element))
                .toList();
    }

    /** {@return whether its page can change a source that is there} */
    boolean editable() {
        return Boolean.parseBoolean(element.getAttribute("editable"));
    }

    /** {@return a new page for this kind} */
    SourcePage createPage() throws CoreException {
        return (SourcePage) element.createExecutableExtension("class");
    }
}
