package org.currentcost.cli;

import org.osgi.framework.FrameworkUtil;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} tells: the program, its version, Java and the system. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[]{line()};
    }

    /** {@return name, version, Java and system, in one line} */
    static String line() {
        var bundle = FrameworkUtil.getBundle(Version.class);
        String version = bundle == null ? "" : bundle.getVersion().toString();
        return "CurrentCost Workbench " + version + ", Java " + System.getProperty("java.version") + " ("
                + System.getProperty("java.vendor") + "), " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + " " + System.getProperty("os.arch");
    }
}
