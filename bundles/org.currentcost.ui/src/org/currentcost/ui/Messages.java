package org.currentcost.ui;

import org.eclipse.osgi.util.NLS;

/** The texts of this bundle. */
final class Messages extends NLS {

    public static String AddKindDescription;
    public static String AddKindProblem;
    public static String AddKindTitle;
    public static String AddTitle;
    public static String ChartSavePicture;
    public static String DamageBadValue;
    public static String DamageForbidden;
    public static String DamageIncomplete;
    public static String DamageMalformed;
    public static String DamageTooLong;
    public static String DamageTruncated;
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
    public static String FieldMeter;
    public static String FieldMeterMissing;
    public static String FieldMeterName;
    public static String LiveAnother;
    public static String LiveDemoNote;
    public static String LiveEmpty;
    public static String LiveEmptyLink;
    public static String LiveNoTemperature;
    public static String LiveSensors;
    public static String LiveShowTemperature;
    public static String LiveTitle;
    public static String LiveTitleOf;
    public static String MeterAndSensor;
    public static String PictureProblem;
    public static String Power;
    public static String ProblemTitle;
    public static String Pulses;
    public static String RawHold;
    public static String RawNothing;
    public static String RawSource;
    public static String SensorHouse;
    public static String SensorNumber;
    public static String SourcesAdd;
    public static String SourcesAddress;
    public static String SourcesDamageNote;
    public static String SourcesDamaged;
    public static String SourcesLastDamage;
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
    public static String SpanDay;
    public static String SpanFiveMinutes;
    public static String SpanHour;
    public static String SpanSixHours;
    public static String SpanTooltip;
    public static String SpanWeek;
    public static String StatusNoSource;
    public static String StatusSource;
    public static String StoreDiffers;
    public static String StoreFirst;
    public static String StoreLast;
    public static String StoreOtherSeries;
    public static String StoreReadings;
    public static String StoreSeries;
    public static String StoreSummary;
    public static String StoreVerified;
    public static String StoreVerify;
    public static String TcpDescription;
    public static String TcpHost;
    public static String TcpHostMissing;
    public static String TcpPort;
    public static String TcpPortWrong;
    public static String TcpTitle;
    public static String Temperature;
    public static String Trouble;
    public static String TroubleGivenUp;
    public static String TroubleKept;
    public static String ViewProblem;
    public static String WelcomeDemo;
    public static String WelcomeDemoDescription;
    public static String WelcomeHeading;
    public static String WelcomeText;
    public static String WelcomeTitle;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
