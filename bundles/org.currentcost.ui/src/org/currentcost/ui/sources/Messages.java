package org.currentcost.ui.sources;

import org.currentcost.model.Texts;

/** The texts of this package. */
final class Messages {

    public static String AddKindDescription;
    public static String AddKindProblem;
    public static String AddKindTitle;
    public static String AddTitle;
    public static String DemoDescription;
    public static String DemoMeterName;
    public static String DemoModel;
    public static String DemoSpeed;
    public static String DemoTitle;
    public static String DownloadAdd;
    public static String DownloadChoose;
    public static String DownloadName;
    public static String DownloadNone;
    public static String DownloadShow;
    public static String DownloadSource;
    public static String DownloadTitle;
    public static String EditSourceTitle;
    public static String FieldMeter;
    public static String FieldMeterMissing;
    public static String FieldMeterName;
    public static String RawCopy;
    public static String RawHold;
    public static String RawNothing;
    public static String RawSelectAll;
    public static String RawSource;
    public static String Recording;
    public static String RecordingBeside;
    public static String RecordingCommand;
    public static String RecordingEnds;
    public static String RecordingGoesOn;
    public static String RecordingHeld;
    public static String RecordingHere;
    public static String RecordingNoSource;
    public static String RecordingNobody;
    public static String RecordingPasses;
    public static String RecordingRecorder;
    public static String RecordingStays;
    public static String RecordingWindow;
    public static String SourcesAdd;
    public static String SourcesAddress;
    public static String SourcesChange;
    public static String SourcesDamageNote;
    public static String SourcesDamaged;
    public static String SourcesLastDamage;
    public static String SourcesLost;
    public static String SourcesMemory;
    public static String SourcesMessages;
    public static String SourcesMeter;
    public static String SourcesRaw;
    public static String SourcesRemove;
    public static String SourcesRemoveConfirm;
    public static String SourcesStart;
    public static String SourcesState;
    public static String SourcesStop;
    public static String SourcesTooltip;
    public static String SourcesTryNow;
    public static String StatusAnother;
    public static String StatusNoSource;
    public static String StatusOthers;
    public static String StatusSource;
    public static String TcpDescription;
    public static String TcpHost;
    public static String TcpHostMissing;
    public static String TcpPort;
    public static String TcpPortWrong;
    public static String TcpTitle;
    public static String UnattendedAsk;
    public static String UnattendedNo;
    public static String UnattendedProblem;
    public static String UnattendedTitle;
    public static String UnattendedYes;
    public static String ViewProblem;
    public static String WelcomeDemo;
    public static String WelcomeDemoDescription;
    public static String WelcomeHeading;
    public static String WelcomeInstall;
    public static String WelcomeLooking;
    public static String WelcomeText;
    public static String WelcomeTitle;

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
