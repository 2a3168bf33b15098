package org.currentcost.install;

import java.io.File;
import java.net.URI;
import java.util.Set;
import org.currentcost.install.Features.FeatureException;

/** Where a site is: at an address, in a folder or in a zip archive. */
public final class SiteAddress {

    private static final String FILE_SCHEME = "file";
    private static final Set<String> SCHEMES = Set.of(FILE_SCHEME, "http", "https", "jar");

    private SiteAddress() {
    }

    /**
     * {@return the site that a text means: an address, a folder or a zip archive}
     *
     * @throws FeatureException if it means none
     */
    public static URI of(String text) throws FeatureException {
        var file = new File(text);
        if (!file.exists()) {
            URI address;
            try {
                address = URI.create(text);
            } catch (IllegalArgumentException e) {
                throw new FeatureException(Messages.bind(Messages.FeatureNothingThere, text));
            }
            if (address.getScheme() == null || !SCHEMES.contains(address.getScheme())) {
                throw new FeatureException(Messages.bind(Messages.FeatureNothingThere, text));
            }
            if (!address.getScheme().equals(FILE_SCHEME)) {
                return address;
            }
            file = address.getPath() == null ? file : new File(address.getPath());
        }
        if (file.isDirectory()) {
            return file.toURI();
        }
        if (!file.isFile()) {
            throw new FeatureException(Messages.bind(Messages.FeatureNothingThere, text));
        }
        return URI.create("jar:" + file.toURI() + "!/");
    }

    /** {@return the same site as p2 and the command line write it: {@code file:/}, not {@code file:///}} */
    static URI normal(URI site) {
        return FILE_SCHEME.equals(site.getScheme()) && site.getPath() != null ? new File(site.getPath()).toURI() : site;
    }

    /** {@return whether a site is on this computer: on Windows, a file may be on another one} */
    static boolean isLocal(URI site) {
        String text = site.toString().replaceFirst("^jar:", "");
        return text.matches("file:(/|///)[^/].*");
    }

    /** {@return a site as people write it} */
    public static String words(URI site) {
        String text = site.toString();
        if (text.startsWith("jar:file:") && text.endsWith("!/")) {
            return new File(URI.create(text.substring("jar:".length(), text.length() - 2))).toString();
        }
        return FILE_SCHEME.equals(site.getScheme()) && site.getPath() != null
                ? new File(site.getPath()).toString()
                : text;
    }
}
