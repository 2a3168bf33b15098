package org.currentcost.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.currentcost.model.Bucket;
import org.currentcost.model.TimeRange;
import org.currentcost.ui.charts.ChartSeries;
import org.currentcost.ui.charts.TimeChart;
import org.currentcost.ui.charts.ValueUnit;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;

/**
 * How long the UI thread is busy until a chart of lines shows other data. Needs a display.
 */
public final class ChartBenchmark {

    private static final int POINTS = 2000;
    private static final int WARM_UP_ROUNDS = 150;
    private static final int ROUNDS = 201;
    private static final long BUCKET_MILLIS = 60_000;
    private static final long MILLIWATTS = 1000;
    private static final double NANOS_PER_MILLI = 1e6;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Display display;
    private final TimeChart chart;
    private int painted;

    private ChartBenchmark(Display display, Shell shell) {
        this.display = display;
        chart = new TimeChart(shell, ZoneId.of("Europe/London"), ValueUnit.POWER);
        for (Control child : ((Composite) chart.control()).getChildren()) {
            child.addListener(SWT.Paint, event -> painted++);
        }
    }

    /** Measures. @param arguments how many series, 3 if none is said */
    public static void main(String... arguments) {
        int series = arguments.length == 0 ? 3 : Integer.parseInt(arguments[0]);
        Display display = new Display();
        Shell shell = new Shell(display, SWT.NO_TRIM);
        shell.setLayout(new FillLayout());
        ChartBenchmark benchmark = new ChartBenchmark(display, shell);
        shell.setSize(1366, 700);
        shell.open();
        benchmark.run(series);
        display.dispose();
    }

    private void run(int series) {
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            show(data(round, series));
        }
        double[] busy = new double[ROUNDS];
        double[] clock = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            List<ChartSeries> data = data(round, series);
            long cpuBefore = threads.getCurrentThreadCpuTime();
            long before = System.nanoTime();
            show(data);
            clock[round] = (System.nanoTime() - before) / NANOS_PER_MILLI;
            busy[round] = (threads.getCurrentThreadCpuTime() - cpuBefore) / NANOS_PER_MILLI;
        }
        Arrays.sort(busy);
        Arrays.sort(clock);
        System.out.printf("set and paint of %d series of %d points, median (90th percentile) of %d:%n", series, POINTS,
                ROUNDS);
        System.out.printf("%.1f (%.1f) ms of processor, %.1f (%.1f) ms by the clock%n", busy[ROUNDS / 2],
                busy[ROUNDS * 9 / 10], clock[ROUNDS / 2], clock[ROUNDS * 9 / 10]);
    }

    private void show(List<ChartSeries> data) {
        int before = painted;
        chart.setSeries(TimeRange.ofMillis(0, POINTS * BUCKET_MILLIS), data);
        while (painted == before || display.readAndDispatch()) {
            if (painted == before) {
                chart.control().update();
                display.readAndDispatch();
            }
        }
    }

    private static List<ChartSeries> data(int round, int count) {
        List<ChartSeries> series = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Bucket> buckets = new ArrayList<>();
            for (int point = 0; point < POINTS; point++) {
                long mean = (300 + 400 * i + (point * 37 + round * 11) % 97 + point / 50 % 7 * 120) * MILLIWATTS;
                long spread = (40 + point % 13 * 10) * MILLIWATTS;
                buckets.add(new Bucket(point * BUCKET_MILLIS, (point + 1) * BUCKET_MILLIS, 10, BUCKET_MILLIS,
                        mean - spread, mean + 2 * spread, mean * BUCKET_MILLIS));
            }
            series.add(new ChartSeries("Sensor " + i, i, buckets));
        }
        return series;
    }
}
