package org.currentcost.install;

import org.currentcost.model.Texts;

/** The texts of this package. */
final class Messages {

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
        Texts.beside(Messages.class).fill(Messages.class);
    }

    private Messages() {
    }

    /** {@return a text with its arguments filled in} */
    static String bind(String text, Object... arguments) {
        return Texts.bind(text, arguments);
    }
}
