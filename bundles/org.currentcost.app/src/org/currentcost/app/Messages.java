package org.currentcost.app;

import org.eclipse.osgi.util.NLS;

/** The texts of this bundle. */
final class Messages extends NLS {

    public static String DemoPast;
    public static String GeneralFolder;
    public static String GeneralZone;
    public static String MenuFile;
    public static String MenuHelp;
    public static String MenuOpenPerspective;
    public static String MenuPerspective;
    public static String MenuShowView;
    public static String MenuWindow;
    public static String FolderMoving;
    public static String FolderProblem;
    public static String FolderProblemTitle;
    public static String FolderRestoring;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
