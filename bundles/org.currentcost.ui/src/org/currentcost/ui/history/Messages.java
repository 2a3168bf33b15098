package org.currentcost.ui.history;

import org.eclipse.osgi.util.NLS;

/** The texts of this package. */
final class Messages extends NLS {

    public static String ColumnAmount;
    public static String ColumnEstimated;
    public static String ColumnFrom;
    public static String ColumnMeasured;
    public static String ColumnMemory;
    public static String ColumnMissing;
    public static String ColumnTo;
    public static String SideBySide;
    public static String Stacked;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
