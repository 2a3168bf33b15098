package org.currentcost.ui.history;

import org.eclipse.osgi.util.NLS;

/** The texts of this package. */
final class Messages extends NLS {

    public static String AgainstPeriod;
    public static String AverageADay;
    public static String AverageAWeek;
    public static String AverageAll;
    public static String AverageCard;
    public static String AverageDays;
    public static String AverageDaysOne;
    public static String AverageMeanOf;
    public static String AverageNoDays;
    public static String AverageNoDaysLink;
    public static String AverageSeason;
    public static String AverageWeekdays;
    public static String AverageWeekends;
    public static String AverageWholeYear;
    public static String AverageWithoutStanding;
    public static String CoarserDays;
    public static String CoarserHours;
    public static String CoarserMonths;
    public static String CoarserQuarters;
    public static String CoarserTwoHours;
    public static String CoarserWeeks;
    public static String CoarserYears;
    public static String ColumnAmount;
    public static String ColumnCompared;
    public static String ColumnDays;
    public static String ColumnEstimated;
    public static String ColumnFrom;
    public static String ColumnFromOf;
    public static String ColumnHour;
    public static String ColumnKnown;
    public static String ColumnMeasured;
    public static String ColumnMemory;
    public static String ColumnMissing;
    public static String ColumnOf;
    public static String ColumnTo;
    public static String ColumnWeekday;
    public static String CompareBefore;
    public static String CompareNone;
    public static String CompareYearBefore;
    public static String GapsHint;
    public static String GapsMany;
    public static String GapsMenu;
    public static String GapsMissing;
    public static String GapsNone;
    public static String GapsOne;
    public static String GapsSensor;
    public static String GapsTitle;
    public static String GapsWhen;
    public static String MonthsFromTo;
    public static String NotAllPriced;
    public static String NotAllRated;
    public static String NothingKnown;
    public static String NothingKnownLink;
    public static String PeriodBefore;
    public static String PeriodYearBefore;
    public static String RestCard;
    public static String RestOf;
    public static String SideBySide;
    public static String Stacked;
    public static String Target;
    public static String TargetConverted;
    public static String Total;
    public static String TotalOf;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
