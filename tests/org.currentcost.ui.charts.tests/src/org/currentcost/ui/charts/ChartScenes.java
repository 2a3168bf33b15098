package org.currentcost.ui.charts;

import static org.currentcost.ui.charts.ChartWidgetTests.click;
import static org.currentcost.ui.charts.ChartWidgetTests.drag;
import static org.currentcost.ui.charts.ChartWidgetTests.mouse;
import static org.currentcost.ui.charts.ChartWidgetTests.press;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.currentcost.model.Bucket;
import org.currentcost.model.TimeRange;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;

/** Everything that charts can draw, as scenes of data that never change. */
final class ChartScenes {

    static final ZoneId LONDON = ZoneId.of("Europe/London");
    static final long START = Instant.parse("2026-11-17T14:00:00Z").toEpochMilli();
    static final long HOUR = 3_600_000;

    private static final int WIDTH = 800;
    private static final int HEIGHT = 300;
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 10, 19);

    private ChartScenes() {
    }

    /**
     * A chart with what it shows.
     *
     * @param name   in letters, digits and hyphens
     * @param width  of the chart, in pixels
     * @param height of the chart, in pixels
     * @param maker  makes the chart and gives it its data
     * @param act    does what a user does that is seen on the screen only, when the chart has its size
     */
    record Scene(String name, int width, int height, Function<Composite, BaseChart> maker, Consumer<BaseChart> act) {

        private static final Consumer<BaseChart> NOTHING = chart -> {
            // nothing more than the data
        };

        Scene(String name, Function<Composite, BaseChart> maker) {
            this(name, WIDTH, HEIGHT, maker, NOTHING);
        }

        boolean isActedOn() {
            return act != NOTHING;
        }

        Scene(String name, Function<Composite, BaseChart> maker, Consumer<BaseChart> act) {
            this(name, WIDTH, HEIGHT, maker, act);
        }

        Scene small() {
            return new Scene(name + "-small", 230, 130, maker, act);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Scene> all() {
        List<Scene> all = new ArrayList<>();
        all.addAll(lines());
        all.addAll(bars());
        all.addAll(others());
        List.copyOf(all).stream().filter(scene -> scene.name().endsWith("-plain")).map(Scene::small).forEach(all::add);
        return all;
    }

    // lines

    private static List<Scene> lines() {
        Function<Composite, BaseChart> house = parent -> time(parent, range(0, HOUR), List.of(house(0)));
        Function<Composite, BaseChart> three = parent -> time(parent, range(0, HOUR), List.of(house(0),
                new ChartSeries("Oven", 1, sums(START, 60_000, 60, 700)),
                new ChartSeries("Temperature", ChartSeries.NEUTRAL, readings(START, 47_000, 70, 1300))));
        return List.of(
                new Scene("time-plain", house),
                new Scene("time-all-dashes", parent -> time(parent, range(0, HOUR), dashes())),
                new Scene("time-three", three),
                new Scene("time-year", parent -> time(parent, range(0, 365 * 24 * HOUR), List.of(
                        new ChartSeries("House", 0, sums(START, 6 * HOUR, 1460, 900)),
                        new ChartSeries("Heat pump", 6, sums(START, 6 * HOUR, 1460, 300))))),
                new Scene("time-generation", parent -> time(parent, range(0, HOUR), List.of(
                        new ChartSeries("House", 0, readings(START, 30_000, 120, 500)),
                        new ChartSeries("Solar", 2, sums(START, 60_000, 60, -900))))),
                new Scene("time-clipped", parent -> time(parent, range(1_234_567, 2_345_678), List.of(house(0),
                        new ChartSeries("Oven", 3, sums(START, 60_000, 60, 700))))),
                new Scene("time-long-counts", parent -> time(parent, range(0, HOUR), List.of(counts(0), counts(1)))),
                new Scene("time-temperature", parent -> {
                    TimeChart chart = new TimeChart(parent, LONDON, ValueUnit.TEMPERATURE);
                    chart.setSeries(range(0, HOUR), List.of(new ChartSeries("Kitchen", 4,
                            readings(START, 30_000, 120, 19))));
                    return chart;
                }),
                new Scene("time-empty", parent -> {
                    TimeChart chart = time(parent, range(0, HOUR), List.of());
                    chart.setEmpty("No readings yet.", "Connect a meter…", () -> {
                        // nobody clicks
                    });
                    return chart;
                }),
                new Scene("time-zero", parent -> time(parent, range(0, HOUR),
                        List.of(new ChartSeries("House", 0, Buckets.readings(START, 60_000, 30, 0))))),
                new Scene("time-flags", house, chart -> {
                    ((TimeChart) chart).setMarks(List.of(new ChartMark(START + 600_000, START + 600_000, "Cake", 1),
                            new ChartMark(START + 2_000_000, START + 2_600_000, "Guests", 2),
                            new ChartMark(START - 600_000, START + 100_000, "Before", 3)));
                    ((TimeChart) chart).setPaused(true);
                }),
                new Scene("time-crosshair", three, chart -> mouse(chart, SWT.MouseMove, 222, 90, 0)),
                new Scene("time-crosshair-gap", house, chart -> mouse(chart, SWT.MouseMove, 300, 90, 0)),
                new Scene("time-selection", three, chart -> {
                    drag(chart, 100, 300);
                    ((TimeChart) chart).setSelectionText("1.23 kWh\n97 % measured");
                    mouse(chart, SWT.MouseMove, 500, 60, 0);
                }),
                new Scene("time-dragging", house, chart -> {
                    mouse(chart, SWT.MouseDown, 100, 50, 0);
                    mouse(chart, SWT.MouseMove, 250, 60, 0);
                }),
                new Scene("time-keys", three, chart -> {
                    press(chart, SWT.HOME, 0);
                    press(chart, SWT.ARROW_RIGHT, 0);
                    press(chart, SWT.ARROW_RIGHT, 0);
                    Event tab = new Event();
                    tab.keyCode = SWT.TAB;
                    chart.plotControl().notifyListeners(SWT.KeyUp, tab);
                }),
                new Scene("time-zoomed", three, chart -> {
                    Event wheel = new Event();
                    wheel.x = 333;
                    wheel.count = 7;
                    chart.plotControl().notifyListeners(SWT.MouseVerticalWheel, wheel);
                    press(chart, SWT.ARROW_RIGHT, SWT.SHIFT);
                    mouse(chart, SWT.MouseMove, 500, 60, 0);
                }));
    }

    static TimeChart time(Composite parent, TimeRange range, List<ChartSeries> series) {
        TimeChart chart = new TimeChart(parent, LONDON, ValueUnit.POWER);
        chart.setSeries(range, series);
        return chart;
    }

    static TimeRange range(long fromStart, long toStart) {
        return TimeRange.ofMillis(START + fromStart, START + toStart);
    }

    /** {@return a line of steps with a gap from minute 20 to 30, a lone reading in another one, and an open end} */
    static ChartSeries house(int colorIndex) {
        List<Bucket> buckets = new ArrayList<>(readings(START - 120_000, 6_000, 220, 400));
        buckets.addAll(readings(START + 1_800_000, 12_000, 50, 1200));
        buckets.add(Buckets.reading(START + 2_700_000, 5_000, 800));
        buckets.addAll(sums(START + 3_000_000, 30_000, 10, 500));
        return new ChartSeries("House", colorIndex, buckets);
    }

    /** {@return a line in which pauses between counts are long, one of them before a gap} */
    private static ChartSeries counts(int colorIndex) {
        List<Bucket> buckets = new ArrayList<>(readings(START, 60_000, 10, 400 + 500 * colorIndex));
        long start = START + 600_000;
        for (long length : new long[]{900_000, 300_000, 600_000}) {
            long value = (100 + length / 3_000 + 500 * colorIndex) * Buckets.WATT;
            buckets.add(new Bucket(start, start + length, 1, length, value, value, value * length, length));
            start += length;
        }
        buckets.addAll(readings(start + 300_000, 60_000, 10, 400 + 500 * colorIndex));
        return new ChartSeries("Counter " + colorIndex, colorIndex, buckets);
    }

    private static List<ChartSeries> dashes() {
        List<ChartSeries> all = new ArrayList<>();
        for (int i = ChartSeries.NEUTRAL; i < SeriesColors.COUNT; i++) {
            int watts = 300 + 250 * i;
            List<Bucket> buckets = new ArrayList<>(readings(START, 90_000, 14, watts));
            buckets.addAll(sums(START + 1_500_000 + i * 20_000, 45_000, 30, watts));
            all.add(new ChartSeries("Sensor " + i, i, buckets));
        }
        return all;
    }

    /** {@return some wave of whole watts, the same in every run} */
    private static long wave(int i, long watts) {
        return watts + (i * 37 % 11 - 5) * Math.max(1, Math.abs(watts) / 20) + (i / 13 % 3) * Math.abs(watts) / 5;
    }

    private static List<Bucket> readings(long startMillis, long holdMillis, int count, long watts) {
        return IntStream.range(0, count)
                .mapToObj(i -> Buckets.reading(startMillis + i * holdMillis, holdMillis, wave(i, watts))).toList();
    }

    private static List<Bucket> sums(long startMillis, long length, int count, long watts) {
        return IntStream.range(0, count).mapToObj(i -> {
            long mean = wave(i, watts);
            long spread = Math.abs(watts) / 4 + i % 7 * 20 + (i == 777 ? 4000 : 0);
            return Buckets.sum(startMillis + i * length, length, mean - spread / 2, mean, mean + spread);
        }).toList();
    }

    // bars

    private static List<Scene> bars() {
        Function<Composite, BaseChart> stacked = parent -> bars(parent, days(14), Arrangement.STACKED,
                dayBars("House", 0, 14, 4), dayBars("Oven", 1, 14, 2), dayBars("Solar", 6, 14, -3));
        return List.of(
                new Scene("bars-plain", parent -> bars(parent, days(14), Arrangement.STACKED,
                        dayBars("House", 0, 14, 10))),
                new Scene("bars-stacked", parent -> {
                    BarChart chart = (BarChart) stacked.apply(parent);
                    chart.setTargetLine(OptionalDouble.of(7.3), "Target");
                    chart.setMarks(List.of(new ChartMark(day(3).startMillis(), day(3).startMillis(), "Note", 1)));
                    return chart;
                }),
                new Scene("bars-grouped", parent -> bars(parent, days(14), Arrangement.SIDE_BY_SIDE,
                        dayBars("House", 0, 14, 4), dayBars("Oven", 1, 14, 2), dayBars("Solar", 6, 14, -3))),
                new Scene("bars-compared", parent -> bars(parent, days(14), Arrangement.COMPARED,
                        dayBars("House", 0, 14, 6), dayBars("a year before", 0, 14, 5))),
                new Scene("bars-compared-two", parent -> bars(parent, days(14), Arrangement.COMPARED,
                        dayBars("House", 0, 14, 6), dayBars("House a year before", 0, 14, 5),
                        dayBars("Oven", 5, 14, 3), dayBars("Oven a year before", 5, 14, 4))),
                new Scene("bars-many", parent -> bars(parent, days(240), Arrangement.STACKED,
                        dayBars("House", 0, 240, 10), dayBars("Oven", 2, 240, 4))),
                new Scene("bars-part", parent -> bars(parent, new BarAxis.Time(
                        TimeRange.ofMillis(day(2).startMillis() + 5 * HOUR, day(9).startMillis() + 3 * HOUR),
                        days(14).buckets()), Arrangement.STACKED, dayBars("House", 0, 14, 10))),
                new Scene("bars-hours-of-day", parent -> bars(parent, new BarAxis.Categories(
                        IntStream.range(0, 24).mapToObj(hour -> hour + ":00").toList()), Arrangement.STACKED,
                        dayBars("Weekdays", 0, 24, 1))),
                new Scene("bars-names", parent -> bars(parent, new BarAxis.Categories(List.of("Monday", "Tuesday",
                        "A day with a name that is much too long", "Thursday", "Friday")), Arrangement.SIDE_BY_SIDE,
                        dayBars("House", 3, 5, 5), dayBars("Oven", 7, 5, 1)),
                        chart -> mouse(chart, SWT.MouseMove, 350, 150, 0)),
                new Scene("bars-empty", parent -> bars(parent, days(14), Arrangement.STACKED)),
                new Scene("bars-selection", stacked, chart -> {
                    drag(chart, 100, 300);
                    mouse(chart, SWT.MouseMove, 420, 150, 0);
                }),
                new Scene("bars-click-keys", stacked, chart -> {
                    click(chart, 200, 80);
                    press(chart, SWT.END, 0);
                    press(chart, SWT.ARROW_LEFT, 0);
                    press(chart, SWT.ARROW_UP, 0);
                }),
                new Scene("bars-panned", stacked, chart -> {
                    press(chart, SWT.ARROW_RIGHT, SWT.SHIFT);
                    mouse(chart, SWT.MouseMove, 200, 60, 0);
                }));
    }

    static TimeRange day(int index) {
        return HeatScene.day(FIRST_DAY.plusDays(index), LONDON);
    }

    static BarAxis.Time days(int count) {
        return new BarAxis.Time(TimeRange.ofMillis(day(0).startMillis(), day(count - 1).endMillis()),
                IntStream.range(0, count).mapToObj(ChartScenes::day).toList());
    }

    /** {@return bars of which each seventh bucket is unknown, others remembered, estimated, zero or with a charge} */
    static BarSeries dayBars(String name, int colorIndex, int count, double amount) {
        List<Optional<Bar>> bars = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double size = amount * (1 + i * 5 % 7 / 10.0);
            boolean muted = i % 7 > 4;
            bars.add(switch (i % 9) {
                case 2 -> Optional.empty();
                case 4 -> Optional.of(new Bar(size / 2, size / 3, 0, "remembered", muted));
                case 5 -> Optional.of(new Bar(size / 4, size / 4, size / 2, "estimated", muted));
                case 6 -> Optional.of(new Bar(0, 0, 0, "nothing\nat all", muted));
                case 7 -> Optional.of(new Bar(size, 0, 0, size / 5, "with a charge", muted));
                default -> Optional.of(new Bar(size, 0, 0, "measured\n" + size, muted));
            });
        }
        return new BarSeries(name, colorIndex, bars);
    }

    static BarChart bars(Composite parent, BarAxis axis, Arrangement arrangement, BarSeries... series) {
        BarChart chart = new BarChart(parent, LONDON);
        chart.setBars(axis, List.of(series), arrangement, AmountScale.energy());
        return chart;
    }

    // heat, points, shares

    private static List<Scene> others() {
        return List.of(
                new Scene("heat-plain", parent -> heat(parent, 10)),
                new Scene("heat-year", parent -> heat(parent, 365)),
                new Scene("heat-decade", parent -> heat(parent, 3650)),
                new Scene("heat-hover", parent -> heat(parent, 10),
                        chart -> mouse(chart, SWT.MouseMove, 250, 100, 0)),
                new Scene("heat-selection", parent -> heat(parent, 30), chart -> drag(chart, 200, 400)),
                new Scene("heat-zoomed", parent -> heat(parent, 30), chart -> {
                    press(chart, '+', 0);
                    mouse(chart, SWT.MouseMove, 200, 60, 0);
                }),
                new Scene("points-plain", ChartScenes::points),
                new Scene("points-hover", ChartScenes::points, chart -> {
                    press(chart, SWT.HOME, 0);
                    press(chart, SWT.ARROW_RIGHT, 0);
                }),
                new Scene("points-empty", ScatterChart::new),
                new Scene("shares-plain", parent -> shares(parent, 5)),
                new Scene("shares-crowded", parent -> shares(parent, 40)),
                new Scene("shares-hover", parent -> shares(parent, 5),
                        chart -> mouse(chart, SWT.MouseMove, 100, 50, 0)),
                new Scene("shares-empty", ShareChart::new));
    }

    static HeatMap heat(Composite parent, int count) {
        HeatMap chart = new HeatMap(parent, LONDON);
        double[][] amounts = new double[count][24];
        for (int day = 0; day < count; day++) {
            int number = day;
            Arrays.setAll(amounts[day], hour -> (hour * 7 + number * 3) % 24 / 10.0);
            amounts[day][(day + 5) % 24] = Double.NaN;
        }
        Arrays.fill(amounts[count / 2], Double.NaN);
        chart.setCells(TimeRange.ofMillis(day(0).startMillis(), day(count - 1).endMillis()),
                IntStream.range(0, count).mapToObj(FIRST_DAY::plusDays).toList(), amounts, AmountScale.energy(),
                (day, hour) -> "");
        return chart;
    }

    static ScatterChart points(Composite parent) {
        ScatterChart chart = new ScatterChart(parent);
        chart.setPoints(IntStream.range(0, 120).mapToObj(i -> new ScatterPoint(-5 + i * 17 % 29,
                22 - i * 17 % 29 * 0.6 + i * 31 % 13 / 3.0, i % 2 == 0 ? "" : "day " + i, i % 7 > 4)).toList(),
                new ScatterChart.Axis("Temperature", AmountScale.of("°C")),
                new ScatterChart.Axis("Energy a day", AmountScale.energy()),
                Optional.of(new TrendLine(21, -0.6, "0.6 kWh less for each °C")));
        return chart;
    }

    static ShareChart shares(Composite parent, int count) {
        ShareChart chart = new ShareChart(parent);
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shares.add(new Share("Sensor " + i, i % 8, 3.0 * (count - i), (count - i) + " %", "card " + i, false));
        }
        shares.add(new Share("rest", 0, 7, "7 %", "", true));
        chart.setShares(shares, AmountScale.energy());
        return chart;
    }
}
