package org.currentcost.analysis;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.currentcost.model.Bucket;

/**
 * How use depends on the temperature at the meter's display.
 *
 * @param points the days of which both are known, in order
 * @param line   the line through them; empty with fewer than {@link #ENOUGH_POINTS}, where all are of one temperature,
 *               and where such a line would come about by chance in more than one of twenty cases
 */
public record TemperatureUse(List<Point> points, Optional<Line> line) {

    /** The fewest days that make a line. */
    public static final int ENOUGH_POINTS = 14;

    /** The quantile of the normal distribution that one of twenty values is beyond, at either side. */
    private static final double NORMAL_QUANTILE = 1.959964;

    private static final double MILLI = 1000;
    private static final double SAME_TEMPERATURE = 1e-6;

    /**
     * One day.
     *
     * @param day      the day
     * @param celsius  the mean temperature, in degrees
     * @param amount   the day's use, in the unit that was asked for, scaled to the full day
     * @param coverage the part of the day of which the use is known, 0 to 1
     */
    public record Point(LocalDate day, double celsius, double amount, double coverage) {
    }

    /**
     * A straight line through points, by ordinary least squares (Draper and Smith, Applied Regression Analysis,
     * chapter 1).
     *
     * @param perDegree     by how much the amount grows for each degree more; negative where heating is electric
     * @param atZero        the amount at 0 degrees
     * @param determination r², the part of the variance of amounts that the line tells, 0 to 1; 0 where they don't vary
     */
    public record Line(double perDegree, double atZero, double determination) {

        /** {@return what the line tells for a temperature in degrees} */
        public double at(double celsius) {
            return atZero + perDegree * celsius;
        }
    }

    public TemperatureUse {
        points = List.copyOf(points);
    }

    /**
     * {@return the days of which enough is known, and the line through them}
     * <p>
     * Takes the days whose use is {@link EnergySum#complete() complete} and of whose temperature half is known.
     *
     * @param days   the temperature by day of {@code zone}, in thousandths of a degree, in order
     * @param amount the unit, such as {@link EnergySum#kilowattHours()}; not a number for unknown
     */
    public static TemperatureUse of(QuarterHours quarters, List<Bucket> days, ZoneId zone,
            ToDoubleFunction<EnergySum> amount) {
        var points = new ArrayList<Point>();
        for (var day : days) {
            var sum = quarters.sum(day.startMillis(), day.endMillis());
            if (sum.complete() && day.coverage() >= Profiles.ENOUGH_OF_AN_HOUR) {
                double use = amount.applyAsDouble(sum) / sum.knownShare();
                if (!Double.isNaN(use)) {
                    points.add(new Point(sum.day(zone), day.mean() / MILLI, use, sum.knownShare()));
                }
            }
        }
        return new TemperatureUse(points, line(points));
    }

    private static Optional<Line> line(List<Point> points) {
        double meanCelsius = points.stream().mapToDouble(Point::celsius).average().orElse(0);
        double meanAmount = points.stream().mapToDouble(Point::amount).average().orElse(0);
        double celsiusSquares = 0;
        double amountSquares = 0;
        double products = 0;
        for (var point : points) {
            double celsius = point.celsius() - meanCelsius;
            double amount = point.amount() - meanAmount;
            celsiusSquares += celsius * celsius;
            amountSquares += amount * amount;
            products += celsius * amount;
        }
        if (points.size() < ENOUGH_POINTS || celsiusSquares < SAME_TEMPERATURE) {
            return Optional.empty();
        }
        double slope = products / celsiusSquares;
        double determination = amountSquares == 0 ? 0 : products * products / (celsiusSquares * amountSquares);
        return isSignificant(determination, points.size() - 2)
                ? Optional.of(new Line(slope, meanAmount - slope * meanCelsius, Math.min(1, determination)))
                : Optional.empty();
    }

    /** The test of a slope against none: t² = r² · freedom / (1 - r²), held against Student's distribution. */
    private static boolean isSignificant(double determination, int freedom) {
        double beyond = studentQuantile(freedom);
        return determination * freedom > beyond * beyond * (1 - determination);
    }

    /**
     * The quantile of Student's distribution (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.5), to
     * the third decimal from twelve degrees of freedom on.
     */
    private static double studentQuantile(int freedom) {
        double z = NORMAL_QUANTILE;
        double cubed = z * z * z;
        double fifth = cubed * z * z;
        return z + (cubed + z) / (4.0 * freedom)
                + (5 * fifth + 16 * cubed + 3 * z) / (96.0 * freedom * freedom);
    }
}
