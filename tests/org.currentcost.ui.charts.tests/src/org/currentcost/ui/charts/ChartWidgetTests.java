package org.currentcost.ui.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A chart in a window of its own: 800 x 300 pixels, black on white, in British English. */
abstract class ChartWidgetTests {

    static final RGB GROUND = new RGB(255, 255, 255);

    private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();

    private final Locale localeBefore = Locale.getDefault();
    Display display;
    Shell shell;

    @TempDir
    Path folder;

    @BeforeEach
    void openWindow() {
        Locale.setDefault(Locale.UK);
        display = Display.getDefault();
        shell = new Shell(display, SWT.NO_TRIM);
        shell.setLayout(new FillLayout());
    }

    @AfterEach
    void closeWindow() {
        shell.dispose();
        Locale.setDefault(localeBefore);
    }

    <T extends BaseChart> T open(Function<Composite, T> maker) {
        T chart = maker.apply(shell);
        chart.control().setBackground(new Color(GROUND));
        chart.control().setForeground(new Color(0x22, 0x22, 0x22));
        shell.setSize(800, 300);
        shell.open();
        await(() -> chart.control().getSize().x == 800);
        return chart;
    }

    void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "it never came about");
            if (!display.readAndDispatch()) {
                Thread.onSpinWait();
            }
        }
    }

    ImageData saved(BaseChart chart) throws IOException {
        Path file = folder.resolve("chart.png");
        try (var out = Files.newOutputStream(file)) {
            chart.writePng(out, "", "");
        }
        ImageData image = new ImageData(file.toString());
        assertEquals(800, image.width);
        return image;
    }

    static RGB pixel(ImageData image, int x, int y) {
        return image.palette.getRGB(image.getPixel(x, y));
    }

    static boolean near(RGB one, RGB other) {
        return Math.abs(one.red - other.red) < 40 && Math.abs(one.green - other.green) < 40
                && Math.abs(one.blue - other.blue) < 40;
    }

    static boolean isGrey(RGB rgb) {
        return Math.abs(rgb.red - rgb.green) < 4 && Math.abs(rgb.green - rgb.blue) < 4;
    }

    static void press(BaseChart chart, int keyCode, int stateMask) {
        Event event = new Event();
        event.keyCode = keyCode;
        event.character = keyCode < 128 ? (char) keyCode : 0;
        event.stateMask = stateMask;
        chart.plotControl().notifyListeners(SWT.KeyDown, event);
    }

    static void mouse(BaseChart chart, int type, int x, int y, int stateMask) {
        Event event = new Event();
        event.x = x;
        event.y = y;
        event.button = type == SWT.MouseMove ? 0 : 1;
        event.stateMask = stateMask;
        chart.plotControl().notifyListeners(type, event);
    }

    static void click(BaseChart chart, int x, int y) {
        mouse(chart, SWT.MouseDown, x, y, 0);
        mouse(chart, SWT.MouseUp, x, y, 0);
    }

    static void drag(BaseChart chart, int from, int to) {
        mouse(chart, SWT.MouseDown, from, 50, 0);
        mouse(chart, SWT.MouseMove, (from + to) / 2, 50, 0);
        mouse(chart, SWT.MouseMove, to, 50, 0);
        mouse(chart, SWT.MouseUp, to, 50, 0);
    }
}
