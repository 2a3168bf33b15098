package org.currentcost.ui.live;

import org.currentcost.model.Texts;

/** The texts of this package. */
final class Messages {

    public static String LiveDemoNote;
    public static String LiveEmpty;
    public static String LiveEmptyLink;
    public static String LiveNoTemperature;
    public static String LiveReading;
    public static String LiveSensors;
    public static String LiveShowTemperature;
    public static String LiveShowTime;
    public static String LiveTitle;
    public static String LiveTitleOf;
    public static String MeterAsk;
    public static String MeterChoose;
    public static String MeterContentBlocks;
    public static String MeterContentEdits;
    public static String MeterContentImports;
    public static String MeterContentNotes;
    public static String MeterContentReadings;
    public static String MeterContentSource;
    public static String MeterDelete;
    public static String MeterDeleteAbout;
    public static String MeterDeleteBackUp;
    public static String MeterDeleteDo;
    public static String MeterDeleteReceived;
    public static String MeterDeleteProblem;
    public static String MeterDeleteTitle;
    public static String MeterDemoNeedless;
    public static String MeterDemoRemove;
    public static String MeterHidden;
    public static String MeterHide;
    public static String MeterMyHouse;
    public static String MeterProblem;
    public static String MeterShow;
    public static String MeterShowHidden;
    public static String NowByQuarter;
    public static String NowColumn;
    public static String NowColumnAge;
    public static String NowColumnKnown;
    public static String NowColumnToday;
    public static String NowEmpty;
    public static String NowEndFullScreen;
    public static String NowExceeded;
    public static String NowExport;
    public static String NowFullScreen;
    public static String NowGenerationNotMeasured;
    public static String NowGrid;
    public static String NowHouse;
    public static String NowHouseNotMeasured;
    public static String NowKeys;
    public static String NowMore;
    public static String NowNoHouse;
    public static String NowNotKnown;
    public static String NowNotMeasured;
    public static String NowRest;
    public static String NowRestOf;
    public static String NowSensorSilent;
    public static String NowSilent;
    public static String NowStale;
    public static String NowTable;
    public static String NowTitle;
    public static String NowTitleOf;
    public static String NowToday;
    public static String NowTogether;
    public static String NowUnseen;
    public static String RoleExport;
    public static String RoleGeneration;
    public static String RoleIgnored;
    public static String SensorFormulaIs;
    public static String SensorInside;
    public static String SensorInsideHouse;
    public static String SensorInsideProblem;
    public static String SensorPutInside;
    public static String SensorPutOut;
    public static String SensorStale;
    public static String SensorWithRole;
    public static String SpanFiveMinutes;
    public static String SpanTooltip;

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
