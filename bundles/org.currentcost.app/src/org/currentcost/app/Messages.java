package org.currentcost.app;

import org.currentcost.model.Texts;

/** The texts of this bundle. */
final class Messages {

    public static String BackupsAbout;
    public static String BackupsBrowse;
    public static String BackupsDaily;
    public static String BackupsEvery;
    public static String BackupsFolder;
    public static String BackupsKept;
    public static String BackupsMonthly;
    public static String BackupsNever;
    public static String BackupsNoFolder;
    public static String BackupsProblem;
    public static String BackupsWeekly;
    public static String BackupsWhen;
    public static String DemoPast;
    public static String FeatureBrings;
    public static String FeatureInstalling;
    public static String FolderMoving;
    public static String FolderProblem;
    public static String FolderProblemTitle;
    public static String FolderRestoring;
    public static String GeneralCurrency;
    public static String GeneralExport;
    public static String GeneralFolder;
    public static String GeneralImport;
    public static String GeneralLanguage;
    public static String GeneralLanguageProblem;
    public static String GeneralLanguageRestart;
    public static String GeneralLanguageSystem;
    public static String GeneralLanguageTitle;
    public static String GeneralOpens;
    public static String GeneralOpensAsLeft;
    public static String GeneralTakingOver;
    public static String GeneralTakingOverProblem;
    public static String GeneralTransferProblem;
    public static String GeneralUnattended;
    public static String GeneralUnattendedAbout;
    public static String GeneralUnattendedProblem;
    public static String GeneralWeek;
    public static String GeneralZone;
    public static String HandOverClose;
    public static String HandOverLate;
    public static String HandOverProblem;
    public static String HandOverStarting;
    public static String HandOverStay;
    public static String HandOverTitle;
    public static String HandOverUnwritten;
    public static String HandOverUnwrittenTitle;
    public static String LayoutDamaged;
    public static String LayoutEarlier;
    public static String LayoutReset;
    public static String LayoutRestored;
    public static String LayoutSwept;
    public static String LayoutTitle;
    public static String LayoutUnreadable;
    public static String LayoutUnusable;
    public static String MenuFile;
    public static String MenuHelp;
    public static String MenuNewWindow;
    public static String MenuOpenPerspective;
    public static String MenuPerspective;
    public static String MenuShowView;
    public static String MenuWindow;
    public static String Moved;
    public static String MovedTitle;
    public static String OlderRecorder;
    public static String OlderRecorderProblem;
    public static String OlderRecorderReplace;
    public static String OlderRecorderTitle;
    public static String StatusLine;
    public static String TooManyWindows;
    public static String UninstallAsk;
    public static String UninstallDo;
    public static String UninstallLooking;
    public static String UninstallTitle;
    public static String UnsignedOpenQuestion;
    public static String UnsignedQuestion;
    public static String UnsignedTitle;
    public static String UnsignedTrust;
    public static String ViewsBesideCharts;

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
