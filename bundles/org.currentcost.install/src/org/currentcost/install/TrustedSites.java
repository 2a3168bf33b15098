package org.currentcost.install;

import java.net.URI;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.preferences.ConfigurationScope;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.osgi.service.prefs.BackingStoreException;

/**
 * The sites from which unsigned content may be installed into this installation: the one that ships with it, which is
 * as trustworthy as the program itself, and those for which the user has decided so.
 */
final class TrustedSites {

    private static final String KEY = "trustedSites";

    private final IEclipsePreferences preferences;

    TrustedSites() {
        this(ConfigurationScope.INSTANCE.getNode(TrustedSites.class.getPackageName()));
    }

    /** @param preferences where they are kept */
    TrustedSites(IEclipsePreferences preferences) {
        this.preferences = preferences;
    }

    /** {@return whether a site is one of them} */
    boolean contains(URI site) {
        String text = text(site);
        // What is in the program's own folder, such as what it consists of, needs no decision either.
        return text.startsWith(text(Features.folder().toUri())) || all().contains(text);
    }

    /** Remembers a site. */
    void add(URI site) {
        var all = new TreeSet<>(all());
        if (all.add(text(site))) {
            preferences.put(KEY, String.join("\n", all));
            try {
                preferences.flush();
            } catch (BackingStoreException e) {
                // It is asked for again the next time.
                ILog.of(TrustedSites.class).warn(e.getMessage(), e);
            }
        }
    }

    private List<String> all() {
        return preferences.get(KEY, "").lines().toList();
    }

    private static String text(URI site) {
        String text = SiteAddress.normal(site).normalize().toString();
        return text.endsWith("/") ? text : text + "/";
    }
}
