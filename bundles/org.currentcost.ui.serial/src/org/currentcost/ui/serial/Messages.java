package org.currentcost.ui.serial;

import org.eclipse.osgi.util.NLS;

/** The texts of this bundle. */
final class Messages extends NLS {

    public static String Description;
    public static String Found;
    public static String FoundUnknown;
    public static String Received;
    public static String ReceivedAt;
    public static String ReceivedBy;
    public static String Listen;
    public static String Listening;
    public static String Maker;
    public static String NoPorts;
    public static String Path;
    public static String PathExample;
    public static String Port;
    public static String Title;
    public static String UsedBy;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
