package org.currentcost.ui.serial;

import org.currentcost.model.Texts;

/** The texts of this bundle. */
final class Messages {

    public static String Description;
    public static String Found;
    public static String FoundUnknown;
    public static String Listen;
    public static String Listening;
    public static String ListeningAt;
    public static String Maker;
    public static String NoPorts;
    public static String Path;
    public static String PathExample;
    public static String Port;
    public static String Received;
    public static String ReceivedAt;
    public static String ReceivedBy;
    public static String ReceivedNothing;
    public static String Title;
    public static String UsedBy;

    static {
        Texts.beside(Messages.class).fill(Messages.class);
    }

    private Messages() {
    }

    /** {@return a text with its arguments filled in} */
    static String bind(String text, Object... arguments) {
        return Texts.bind(text, arguments);
    }
}
