package org.currentcost.app;

import org.eclipse.osgi.util.NLS;

/** The texts of this bundle. */
final class Messages extends NLS {

    static String DemoPast;
    static String MenuFile;
    static String MenuHelp;
    static String MenuOpenPerspective;
    static String MenuPerspective;
    static String MenuShowView;
    static String MenuWindow;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
