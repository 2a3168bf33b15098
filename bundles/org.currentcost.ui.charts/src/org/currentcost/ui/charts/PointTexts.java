package org.currentcost.ui.charts;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.currentcost.model.Bucket;
import org.currentcost.model.QuantityFormat;

/** The words for a point of a line and for a chart: on the card beside the crosshair and for screen readers. */
final class PointTexts {

    private final ValueUnit unit;
    private final Locale locale;
    private final QuantityFormat format;
    private final TimeTexts times;

    PointTexts(ValueUnit unit, ZoneId zone, Locale locale) {
        this.unit = unit;
        this.locale = locale;
        format = new QuantityFormat(locale);
        times = new TimeTexts(zone, locale);
    }

    /**
     * {@return the bucket's figures: the value alone of a single reading, else mean, extremes, count, energy, coverage,
     * and whether the course within is an estimate}
     */
    List<String> figures(Bucket bucket) {
        if (ChartData.isSingleReading(bucket)) {
            return List.of(value(bucket.min()));
        }
        List<String> parts = new ArrayList<>();
        double level = ChartData.level(bucket);
        if (bucket.min() == bucket.max()) {
            parts.add(text("card.mean", value(level)));
        } else {
            // all in the unit of the mean: figures side by side are compared
            parts.add(text("card.meanAndExtremes", value(level), format.text(unit.kind(), bucket.min(), level).number(),
                    format.text(unit.kind(), bucket.max(), level)));
        }
        parts.add(text("card.readings", bucket.readings()));
        if (unit == ValueUnit.POWER) {
            parts.add(format.energy(bucket.kilowattHours()).toString());
        }
        if (bucket.endMillis() > bucket.startMillis()) {
            parts.add(text("card.measured", format.percent(bucket.coverage())));
        }
        if (bucket.isCourseEstimated()) {
            parts.add(text("card.courseEstimated"));
        }
        return parts;
    }

    private String value(double value) {
        return format.text(unit.kind(), value).toString();
    }

    /** {@return when the bucket was} @param withDate if the chart shows more than one day */
    String time(Bucket bucket, boolean withDate) {
        return ChartData.isSingleReading(bucket)
                ? times.instant(bucket.startMillis(), withDate)
                : times.span(bucket.startMillis(), bucket.endMillis(), withDate);
    }

    /** {@return the words for spans of time} */
    TimeTexts times() {
        return times;
    }

    /** {@return what the lines are called} */
    String names(ChartData data) {
        return String.join(", ", data.series().stream().map(ChartSeries::name).toList());
    }

    /** {@return a sentence for each line: when, lowest, highest} */
    String summary(ChartData data) {
        List<String> lines = new ArrayList<>();
        String when = times.span(data.range().startMillis(), data.range().endMillis(), true);
        for (ChartSeries each : data.series()) {
            ChartData alone = new ChartData(data.range(), List.of(each));
            if (alone.isEmpty()) {
                lines.add(text("accessible.nothing", each.name(), when));
            } else {
                ChartData.Extremes extremes = alone.extremes();
                lines.add(text("accessible.summary", each.name(), when, value(extremes.lowest()),
                        value(extremes.highest())));
            }
        }
        return String.join(". ", lines);
    }

    String text(String key, Object... arguments) {
        return Messages.text(locale, key, arguments);
    }
}
