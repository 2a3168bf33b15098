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
 * @param line   the line through them; empty with fewer than {@link #ENOUGH_POINTS} or where all are of one temperature
 */
public record TemperatureUse(List<Point> points, Optional<Line> line) {

    /** The fewest days that make a line. */
    public static final int ENOUGH_POINTS = 3;

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
        return Optional.of(new Line(slope, meanAmount - slope * meanCelsius, Math.min(1, determination)));
    }
}
