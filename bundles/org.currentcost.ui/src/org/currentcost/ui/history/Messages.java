package org.currentcost.ui.history;

import org.currentcost.model.Texts;

/** The texts of this package. */
final class Messages {

    public static String AgainstPeriod;
    public static String AppliancesEmpty;
    public static String AppliancesTotal;
    public static String AppliancesTotalWithoutStanding;
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
    public static String BlocksDays;
    public static String BlocksMonths;
    public static String BlocksTwoHours;
    public static String CoarserDays;
    public static String CoarserHours;
    public static String CoarserMonths;
    public static String CoarserQuarters;
    public static String CoarserTwoHours;
    public static String CoarserWeeks;
    public static String CoarserYears;
    public static String ColumnAmount;
    public static String ColumnCompared;
    public static String ColumnDay;
    public static String ColumnDays;
    public static String ColumnDrift;
    public static String ColumnEstimated;
    public static String ColumnFrom;
    public static String ColumnFromOf;
    public static String ColumnHour;
    public static String ColumnKnown;
    public static String ColumnMeasured;
    public static String ColumnMemory;
    public static String ColumnMissing;
    public static String ColumnOf;
    public static String ColumnSensor;
    public static String ColumnShare;
    public static String ColumnTo;
    public static String ColumnTrend;
    public static String ColumnWeekday;
    public static String CompareBefore;
    public static String CompareNone;
    public static String CompareYearBefore;
    public static String ComparedName;
    public static String GapsHint;
    public static String GapsMany;
    public static String GapsMenu;
    public static String GapsMissing;
    public static String GapsNone;
    public static String GapsOne;
    public static String GapsSensor;
    public static String GapsTitle;
    public static String GapsWhen;
    public static String HoursLastWeek;
    public static String LessPerDegree;
    public static String LiveReadings;
    public static String MetersMemory;
    public static String MonthsFromTo;
    public static String MorePerDegree;
    public static String NotAllPriced;
    public static String NotAllRated;
    public static String NothingKnown;
    public static String PeriodBefore;
    public static String PeriodYearBefore;
    public static String ProfileCoverage;
    public static String ReconciliationCard;
    public static String ReconciliationCovered;
    public static String ReconciliationDrift;
    public static String ReconciliationEmpty;
    public static String ReconciliationEmptyLink;
    public static String ReconciliationNone;
    public static String RestCard;
    public static String RestOf;
    public static String SensorsExceedHouse;
    public static String ShareOf;
    public static String SideBySide;
    public static String Stacked;
    public static String Target;
    public static String TargetConverted;
    public static String TemperatureAxis;
    public static String TemperatureEmpty;
    public static String TemperatureFewDays;
    public static String TemperatureNoRelation;
    public static String Total;
    public static String TotalOf;
    public static String TrendBaseLoad;
    public static String TrendBusiestHours;
    public static String TrendBusiestWeekday;
    public static String TrendCoverage;
    public static String TrendDays;
    public static String TrendMonthsLess;
    public static String TrendMonthsMore;
    public static String TrendMonthsSame;
    public static String TrendPeak;
    public static String TrendTwoHours;
    public static String TrendYesterdayLess;
    public static String TrendYesterdayMore;
    public static String TrendYesterdaySame;
    public static String TrendsStanding;
    public static String TrendsTooLittle;
    public static String UnknownRest;
    public static String UseAxis;

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
