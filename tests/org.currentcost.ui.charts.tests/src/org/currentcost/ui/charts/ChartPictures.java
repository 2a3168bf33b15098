package org.currentcost.ui.charts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.currentcost.ui.charts.ChartScenes.Scene;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;

/**
 * Pictures of all {@linkplain ChartScenes scenes}. Fonts differ between machines, so that no picture is kept with the
 * tests: to compare two states of the program, {@linkplain #main run} this with each of them on one machine and compare
 * the folders.
 */
final class ChartPictures {

    private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();

    private ChartPictures() {
    }

    /** Grounds and texts that charts stand on. */
    enum Ground {
        LIGHT(new Color(255, 255, 255), new Color(0x22, 0x22, 0x22)), DARK(new Color(30, 31, 34),
                new Color(220, 220, 220));

        final Color ground;
        final Color text;

        Ground(Color ground, Color text) {
            this.ground = ground;
            this.text = text;
        }
    }

    /** A chart on the screen. */
    static final class Shown implements AutoCloseable {

        final BaseChart chart;
        private final Display display;
        private final Shell shell;

        Shown(Display display, Scene scene, Ground ground) {
            this.display = display;
            shell = new Shell(display, SWT.NO_TRIM | SWT.ON_TOP);
            shell.setLayout(new FillLayout());
            chart = scene.maker().apply(shell);
            chart.control().setBackground(ground.ground);
            chart.control().setForeground(ground.text);
            shell.setBounds(0, 0, scene.width(), scene.height());
            // the pointer would be on the chart
            display.setCursorLocation(scene.width() + 200, scene.height() + 200);
            shell.open();
            await(() -> chart.control().getSize().x == scene.width()
                    && chart.control().getSize().y == scene.height());
            scene.act().accept(chart);
        }

        private void await(BooleanSupplier condition) {
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("it never came about");
                }
                if (!display.readAndDispatch()) {
                    Thread.onSpinWait();
                }
            }
        }

        /** {@return what the screen shows} */
        ImageData screen() {
            ImageData[] seen = new ImageData[1];
            // some painting may be still to come: the same picture twice, with all events between them handled
            await(() -> {
                chart.control().redraw();
                chart.control().update();
                while (display.readAndDispatch()) {
                    // until nothing is left to do
                }
                ImageData before = seen[0];
                seen[0] = copied();
                return before != null && Arrays.equals(before.data, seen[0].data);
            });
            return seen[0];
        }

        private ImageData copied() {
            Rectangle bounds = shell.getBounds();
            Image image = new Image(display, bounds.width, bounds.height);
            GC gc = new GC(display);
            try {
                gc.copyArea(image, bounds.x, bounds.y);
                return image.getImageData(shell.getMonitor().getZoom());
            } finally {
                gc.dispose();
                image.dispose();
            }
        }

        @Override
        public void close() {
            shell.dispose();
        }
    }

    /**
     * Writes each scene on each ground as it is on the screen and as it is saved.
     *
     * @param arguments the folder to write to
     */
    public static void main(String... arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        Locale.setDefault(Locale.UK);
        Display display = Display.getDefault();
        for (Ground ground : Ground.values()) {
            for (Scene scene : ChartScenes.all()) {
                String name = ground.name().toLowerCase(Locale.ROOT) + '-' + scene.name();
                try (Shown shown = new Shown(display, scene, ground)) {
                    ImageLoader loader = new ImageLoader();
                    loader.data = new ImageData[]{shown.screen()};
                    loader.save(folder.resolve(name + "-screen.png").toString(), SWT.IMAGE_PNG);
                    try (var out = Files.newOutputStream(folder.resolve(name + "-saved.png"))) {
                        shown.chart.writePng(out, "", "");
                    }
                    try (var out = Files.newOutputStream(folder.resolve(name + "-captioned.png"))) {
                        shown.chart.writePng(out, scene.name(), "What is said below it");
                    }
                }
            }
        }
    }
}
