package org.currentcost.install;

import org.eclipse.osgi.util.NLS;

/** The texts of this package. */
final class Messages extends NLS {

    public static String FeatureBusy;
    public static String FeatureDoubtful;
    public static String FeatureFailed;
    public static String FeatureForbidden;
    public static String FeatureFromNowhere;
    public static String FeatureMeanwhile;
    public static String FeatureMended;
    public static String FeatureNeeded;
    public static String FeatureNoProfile;
    public static String FeatureNoSite;
    public static String FeatureNotThere;
    public static String FeatureNotWritten;
    public static String FeatureNothingThere;
    public static String FeatureReadOnly;
    public static String FeatureReadOnlyUninstall;
    public static String FeatureUnknown;
    public static String FeatureUnsigned;
    public static String FeatureWaiting;
    public static String ShippedSite;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
