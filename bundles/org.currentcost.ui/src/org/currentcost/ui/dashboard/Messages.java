package org.currentcost.ui.dashboard;

import org.currentcost.model.Texts;

/** The texts of this package. */
final class Messages {

    public static String AddTile;
    public static String CheapestBegun;
    public static String CheapestKnown;
    public static String CheapestKnownToday;
    public static String CheapestNow;
    public static String CheapestSame;
    public static String CheapestThen;
    public static String CheapestUnknown;
    public static String CheapestUnknownLink;
    public static String ColumnTile;
    public static String ColumnValue;
    public static String CostNow;
    public static String CourseNothing;
    public static String CoursePeak;
    public static String CoverageToday;
    public static String CoverageUnit;
    public static String CoverageWeek;
    public static String DayToday;
    public static String DayTomorrow;
    public static String Empty;
    public static String EmptyLink;
    public static String Full;
    public static String Gone;
    public static String GoneLink;
    public static String Higher;
    public static String House;
    public static String KeysHelp;
    public static String KindCheapest;
    public static String KindCourse;
    public static String KindCoverage;
    public static String KindMonth;
    public static String KindNow;
    public static String KindToday;
    public static String Lower;
    public static String MonthAbove;
    public static String MonthBelow;
    public static String MonthNothing;
    public static String MonthOf;
    public static String MoveDown;
    public static String MoveLeft;
    public static String MoveRight;
    public static String MoveUp;
    public static String Name;
    public static String NameField;
    public static String Narrower;
    public static String NeverReceived;
    public static String NewDashboard;
    public static String NoFactor;
    public static String NoFactorLink;
    public static String NoReadings;
    public static String NoReadingsLink;
    public static String NoTarget;
    public static String NoTargetLink;
    public static String NoTariff;
    public static String NoTariffLink;
    public static String OpenView;
    public static String Remove;
    public static String Removed;
    public static String Sensor;
    public static String Stale;
    public static String Table;
    public static String TableTooltip;
    public static String Title;
    public static String TitleOf;
    public static String TodayNothing;
    public static String Unreadable;
    public static String Usual;
    public static String UsualDone;
    public static String Wider;

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
