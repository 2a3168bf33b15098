package org.currentcost.ui;

import org.eclipse.osgi.util.NLS;

/** The texts of this bundle. */
final class Messages extends NLS {

    static String AddKindDescription;
    static String AddKindProblem;
    static String AddKindTitle;
    static String AddTitle;
    static String ChartSavePicture;
    static String DamageBadValue;
    static String DamageForbidden;
    static String DamageIncomplete;
    static String DamageMalformed;
    static String DamageTooLong;
    static String DamageTruncated;
    static String DemoDescription;
    static String DemoMeterName;
    static String DemoModel;
    static String DemoSpeed;
    static String DemoTitle;
    static String FieldMeter;
    static String FieldMeterMissing;
    static String FieldMeterName;
    static String LiveAnother;
    static String LiveDemoNote;
    static String LiveEmpty;
    static String LiveEmptyLink;
    static String LiveNoTemperature;
    static String LiveSensors;
    static String LiveShowTemperature;
    static String LiveTitle;
    static String LiveTitleOf;
    static String MeterAndSensor;
    static String PictureProblem;
    static String Power;
    static String ProblemTitle;
    static String Pulses;
    static String RawHold;
    static String RawNothing;
    static String RawSource;
    static String SensorHouse;
    static String SensorNumber;
    static String SourcesAdd;
    static String SourcesAddress;
    static String SourcesDamageNote;
    static String SourcesDamaged;
    static String SourcesLastDamage;
    static String SourcesMessages;
    static String SourcesMeter;
    static String SourcesRaw;
    static String SourcesRemove;
    static String SourcesRemoveConfirm;
    static String SourcesStart;
    static String SourcesState;
    static String SourcesStop;
    static String SourcesTooltip;
    static String SourcesTryNow;
    static String SpanDay;
    static String SpanFiveMinutes;
    static String SpanHour;
    static String SpanSixHours;
    static String SpanTooltip;
    static String SpanWeek;
    static String StatusNoSource;
    static String StatusSource;
    static String StoreDiffers;
    static String StoreFirst;
    static String StoreLast;
    static String StoreOtherSeries;
    static String StoreReadings;
    static String StoreSeries;
    static String StoreSummary;
    static String StoreVerified;
    static String StoreVerify;
    static String TcpDescription;
    static String TcpHost;
    static String TcpHostMissing;
    static String TcpPort;
    static String TcpPortWrong;
    static String TcpTitle;
    static String Temperature;
    static String Trouble;
    static String TroubleGivenUp;
    static String TroubleKept;
    static String ViewProblem;
    static String WelcomeDemo;
    static String WelcomeDemoDescription;
    static String WelcomeHeading;
    static String WelcomeText;
    static String WelcomeTitle;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
