package org.currentcost.cli;

import org.currentcost.recorder.BuildTime;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} tells: the program, its version, Java and the system. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[]{line()};
    }

    /** {@return name, version, Java and system, in one line} */
    static String line() {
        return "CurrentCost Workbench " + BuildTime.version() + ", Java " + System.getProperty("java.version") + " ("
                + System.getProperty("java.vendor") + "), " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + " " + System.getProperty("os.arch");
    }
}
