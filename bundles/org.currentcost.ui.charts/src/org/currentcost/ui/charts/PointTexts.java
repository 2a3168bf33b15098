package org.currentcost.ui.charts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.currentcost.model.Bucket;
import org.currentcost.model.TimeRange;

/** The words for a point of a line and for a chart: on the card beside the crosshair and for screen readers. */
final class PointTexts {

    private final ValueUnit unit;
    private final ZoneId zone;
    private final Locale locale;
    private final Figures figures;

    PointTexts(ValueUnit unit, ZoneId zone, Locale locale) {
        this.unit = unit;
        this.zone = zone;
        this.locale = locale;
        figures = new Figures(unit, locale);
    }

    /**
     * {@return the bucket's figures: the value alone of a single reading, else mean, extremes, count, energy, coverage}
     */
    List<String> figures(Bucket bucket) {
        if (ChartData.isSingleReading(bucket)) {
            return List.of(figures.value(bucket.min()));
        }
        List<String> parts = new ArrayList<>();
        double level = ChartData.level(bucket);
        if (bucket.min() == bucket.max()) {
            parts.add(text("card.mean", figures.value(level)));
        } else {
            // all in the unit of the mean: figures side by side are compared
            Figures.Scale scale = figures.scaleFor(level);
            parts.add(text("card.meanAndExtremes", figures.value(level), figures.number(bucket.min(), scale),
                    figures.number(bucket.max(), scale) + '\u00A0' + scale.symbol));
        }
        parts.add(text("card.readings", bucket.readings()));
        if (unit == ValueUnit.POWER) {
            parts.add(figures.energy(bucket.kilowattHours()));
        }
        if (bucket.endMillis() > bucket.startMillis()) {
            parts.add(text("card.measured", figures.percent(bucket.coverage())));
        }
        return parts;
    }

    /** {@return when the bucket was} @param withDate if the chart shows more than one day */
    String time(Bucket bucket, boolean withDate) {
        return ChartData.isSingleReading(bucket)
                ? instant(bucket.startMillis(), withDate)
                : span(bucket.startMillis(), bucket.endMillis(), withDate);
    }

    /** {@return the words for a gap} */
    String gap(TimeRange gap, boolean withDate) {
        return span(gap.startMillis(), gap.endMillis(), withDate) + " · " + text("card.gap");
    }

    private String instant(long millis, boolean withDate) {
        return (withDate ? format("MMMEd", millis) + ' ' : "") + clock(millis, true);
    }

    /** {@return "14:05–14:10", a date for a whole day, a month for a whole month} */
    String span(long startMillis, long endMillis, boolean withDate) {
        LocalDateTime start = LocalDateTime.ofInstant(Instant.ofEpochMilli(startMillis), zone);
        LocalDate startDate = start.toLocalDate();
        LocalDate endDate = LocalDate.ofInstant(Instant.ofEpochMilli(endMillis), zone);
        boolean wholeDays = isStartOfDay(startDate, startMillis) && isStartOfDay(endDate, endMillis)
                && startDate.isBefore(endDate);
        if (wholeDays) {
            if (startDate.getDayOfMonth() == 1 && startDate.plusMonths(1).equals(endDate)) {
                return format("yMMMM", startMillis);
            }
            LocalDate lastDate = endDate.minusDays(1);
            String first = format("yMMMEd", startMillis);
            return startDate.equals(lastDate)
                    ? first
                    : first + " – " + format("yMMMEd", lastDate.atStartOfDay(zone).toInstant().toEpochMilli());
        }
        boolean seconds = startMillis % 60_000 != 0 || endMillis % 60_000 != 0;
        // the end is exclusive: a bucket up to midnight is of the day before
        boolean sameDate = LocalDate.ofInstant(Instant.ofEpochMilli(Math.max(startMillis, endMillis - 1)), zone)
                .equals(startDate);
        if (sameDate) {
            return (withDate ? format("MMMEd", startMillis) + ' ' : "") + clock(startMillis, seconds) + '–'
                    + clock(endMillis, seconds);
        }
        return format("MMMEd", startMillis) + ' ' + clock(startMillis, seconds) + " – " + format("MMMEd", endMillis)
                + ' ' + clock(endMillis, seconds);
    }

    private boolean isStartOfDay(LocalDate date, long millis) {
        return date.atStartOfDay(zone).toInstant().toEpochMilli() == millis;
    }

    private String clock(long millis, boolean withSeconds) {
        Instant instant = Instant.ofEpochMilli(millis);
        String time = format(withSeconds ? "jms" : "jm", millis);
        // the hour that the clock repeats needs its zone's name to be told from its twin
        boolean twice = zone.getRules().getValidOffsets(LocalDateTime.ofInstant(instant, zone)).size() > 1;
        return twice ? time + ' ' + format("zzz", millis) : time;
    }

    private String format(String pattern, long millis) {
        var formatter = "zzz".equals(pattern)
                ? DateTimeFormatter.ofPattern(pattern, locale)
                : TimeTicks.formatter(pattern, locale);
        return formatter.withZone(zone).format(Instant.ofEpochMilli(millis));
    }

    /** {@return whether a range holds moments of more than one day} */
    boolean isOfSeveralDays(TimeRange range) {
        return !LocalDate.ofInstant(range.start(), zone)
                .equals(LocalDate.ofInstant(range.end().minusMillis(1), zone));
    }

    /** {@return the name of a chart for a screen reader} */
    String chartName(ChartData data) {
        return text("accessible.chart", String.join(", ", data.series().stream().map(ChartSeries::name).toList()));
    }

    /** {@return a sentence for each line: when, lowest, highest} */
    String summary(ChartData data) {
        List<String> lines = new ArrayList<>();
        String when = span(data.range().startMillis(), data.range().endMillis(), true);
        for (ChartSeries each : data.series()) {
            ChartData alone = new ChartData(data.range(), List.of(each));
            if (alone.isEmpty()) {
                lines.add(text("accessible.nothing", each.name(), when));
            } else {
                ChartData.Extremes extremes = alone.extremes();
                lines.add(text("accessible.summary", each.name(), when, figures.value(extremes.lowest()),
                        figures.value(extremes.highest())));
            }
        }
        return String.join(". ", lines);
    }

    String text(String key, Object... arguments) {
        return Messages.text(locale, key, arguments);
    }
}
