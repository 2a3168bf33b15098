package org.currentcost.ui.charts;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.currentcost.model.Bucket;
import org.currentcost.model.TimeRange;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.events.PaintEvent;
import org.eclipse.swt.events.PaintListener;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Layout;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.IAxis;
import org.eclipse.swtchart.ICustomPaintListener;
import org.eclipse.swtchart.LineStyle;

/**
 * Lines over time: steps through the means of buckets, a band from their lowest to their highest value, nothing where
 * nothing is known.
 * <p>
 * Shows what it is given and asks for nothing. When the user moves through time it shows the new range at once with the
 * buckets that it has, and tells the {@linkplain #addRangeListener range listeners}, who bring better ones by
 * {@link #setSeries}.
 * <p>
 * Grounds and colours are those of the JFace colour registry under {@code org.currentcost.ui.charts.background},
 * {@code .foreground}, {@code .grid} and {@code .series.0} to {@code .series.7}; where it has none, they follow from
 * the ground and text colours of the {@linkplain #control() control}. They are looked up at every painting.
 * <p>
 * Built on a chart and plot area of SWTChart. Its own lines join the points on both sides of a gap, its axes know no
 * time zones, and both count in whole pixels, so lines and axes are painted here.
 * <p>
 * All methods are for the UI thread.
 */
public final class TimeChart {

    private static final int DEFAULT_BUCKETS = 800;
    private static final long SHORTEST_RANGE_MILLIS = 10_000;
    private static final long LONGEST_RANGE_MILLIS = 100L * 366 * 86_400_000;
    private static final double ZOOM_PER_WHEEL_NOTCH = 0.8;
    private static final int LINES_PER_WHEEL_NOTCH = 3;
    private static final int SHORTEST_DRAG_PIXELS = 4;
    private static final double KEYBOARD_PAN_SHARE = 0.25;

    private final Chart chart;
    private final Composite plotArea;
    private final ZoneId zone;
    private final ValueUnit unit;
    private final Locale locale;
    private final PointTexts texts;
    private final Composite emptyPane;
    private final Label emptyLabel;
    private final Link emptyLink;
    private final List<Consumer<TimeRange>> rangeListeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> followListeners = new CopyOnWriteArrayList<>();

    private ChartData data = ChartData.NOTHING;
    private ChartScene scene;
    private Font measuredFont;
    private boolean paused;
    private Runnable emptyAction = () -> {
        // no link, nothing to do
    };

    /** Where the crosshair is: under the pointer, or on a bucket that was reached by keys. */
    private enum CursorKind {
        NONE, POINTER, KEYBOARD
    }

    private CursorKind cursorKind = CursorKind.NONE;
    private Point pointer = new Point(0, 0);
    private long cursorMillis;
    private int cursorSeries;

    private enum Drag {
        NONE, SELECTING, PANNING
    }

    private Drag drag = Drag.NONE;
    private int dragStartX;
    private TimeRange dragStartRange = ChartData.NOTHING.range();
    private boolean focusByKeyboard;

    /**
     * Makes an empty chart.
     *
     * @param zone whose hours and days the time axis shows
     * @param unit what the values are
     */
    public TimeChart(Composite parent, ZoneId zone, ValueUnit unit) {
        this.zone = zone;
        this.unit = unit;
        locale = Locale.getDefault(Locale.Category.FORMAT);
        texts = new PointTexts(unit, zone, locale);
        chart = new Chart(parent, SWT.NONE);
        plotArea = (Composite) chart.getPlotArea().getControl();
        hideOwnParts();
        // SWTChart's axes paint themselves even when they are hidden, and fail without the bounds that only its own
        // layout gives them. Nothing of its own is painted around the plot here, so none of that is missed.
        chart.getTypedListeners(SWT.Paint, PaintListener.class).toList().forEach(chart::removePaintListener);
        chart.setLayout(new PlotLayout());

        emptyPane = new Composite(plotArea, SWT.NONE);
        GridLayout emptyLayout = new GridLayout();
        emptyLayout.verticalSpacing = 4;
        emptyPane.setLayout(emptyLayout);
        emptyLabel = new Label(emptyPane, SWT.CENTER | SWT.WRAP);
        emptyLabel.setLayoutData(new GridData(SWT.CENTER, SWT.CENTER, true, false));
        emptyLink = new Link(emptyPane, SWT.NONE);
        emptyLink.setLayoutData(new GridData(SWT.CENTER, SWT.CENTER, true, false));
        emptyLink.addListener(SWT.Selection, event -> emptyAction.run());
        setEmpty(texts.text("chart.empty"), "", emptyAction);

        chart.addListener(SWT.Paint, this::paintAround);
        chart.getPlotArea().addCustomPaintListener(new ICustomPaintListener() {
            @Override
            public void paintControl(PaintEvent event) {
                paintPlot(event.gc);
            }

            @Override
            public boolean drawBehindSeries() {
                return false;
            }
        });
        hookMouse();
        hookKeys();
        hookAccessible();
    }

    private void hideOwnParts() {
        chart.getTitle().setVisible(false);
        chart.getLegend().setVisible(false);
        for (IAxis axis : chart.getAxisSet().getAxes()) {
            axis.getTitle().setVisible(false);
            axis.getTick().setVisible(false);
            axis.getGrid().setStyle(LineStyle.NONE);
            axis.setDrawAxisLine(false);
            axis.setDrawPositionMarker(false);
        }
    }

    /** {@return the widget, for layout, theme and disposal} */
    public Control control() {
        return chart;
    }

    /**
     * Replaces what is shown, with one repaint.
     *
     * @param range  the visible time, longer than nothing
     * @param series the lines; the first one is drawn on top
     */
    public void setSeries(TimeRange range, List<ChartSeries> series) {
        if (range.length().isZero()) {
            throw new IllegalArgumentException("no time in " + range);
        }
        data = new ChartData(range, series);
        refresh();
    }

    /**
     * Says what stands in the middle while no line has a bucket in the visible time.
     *
     * @param sentence   why there is nothing
     * @param linkText   what to do about it, may be empty
     * @param linkAction does it
     */
    public void setEmpty(String sentence, String linkText, Runnable linkAction) {
        emptyAction = Objects.requireNonNull(linkAction);
        emptyLabel.setText(sentence);
        emptyLink.setText(linkText.isEmpty() ? "" : "<a>" + linkText + "</a>");
        emptyLink.setVisible(!linkText.isEmpty());
        ((GridData) emptyLink.getLayoutData()).exclude = linkText.isEmpty();
        refresh();
    }

    /** {@return how many buckets the chart can draw apart now: one per pixel of its width} */
    public int maxBuckets() {
        return scene == null || scene.size().x < 50 ? DEFAULT_BUCKETS : scene.plot().width;
    }

    /**
     * Adds someone who hears when the user goes to another time: wheel, rubber band, Shift with drag or arrow keys,
     * plus and minus. May be called for each movement of the mouse, on the UI thread.
     */
    public void addRangeListener(Consumer<TimeRange> userChangedRange) {
        rangeListeners.add(userChangedRange);
    }

    /** Adds someone who hears that the user wants to see the newest readings again: End key or double click. */
    public void addFollowListener(Runnable resume) {
        followListeners.add(resume);
    }

    /** Shows or hides the hint that the chart stands still and End lets it follow. */
    public void setPaused(boolean paused) {
        if (this.paused != paused) {
            this.paused = paused;
            plotArea.redraw();
        }
    }

    /**
     * Saves the chart as it is shown, without crosshair and hints.
     *
     * @param file is replaced if it is there
     * @throws IOException if it can't be written
     */
    public void writePng(Path file) throws IOException {
        ImageLoader loader = new ImageLoader();
        loader.data = new ImageData[]{image()};
        try (OutputStream out = Files.newOutputStream(file)) {
            loader.save(out, SWT.IMAGE_PNG);
        } catch (SWTException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private ImageData image() {
        ensureScene();
        Image image = new Image(chart.getDisplay(), Math.max(1, scene.size().x), Math.max(1, scene.size().y));
        GC gc = new GC(image);
        try {
            gc.setFont(chart.getFont());
            ChartPainter painter = new ChartPainter(gc, scene, ChartColours.of(chart), deviceScale());
            painter.paintAround();
            Rectangle plot = scene.plot();
            gc.setClipping(plot);
            painter.paintPlot(plot.x, plot.y);
            return image.getImageData(chart.getMonitor().getZoom());
        } finally {
            gc.dispose();
            image.dispose();
        }
    }

    /** Keeps SWTChart from laying out its hidden parts. */
    private final class PlotLayout extends Layout {
        @Override
        protected Point computeSize(Composite composite, int widthHint, int heightHint, boolean flushCache) {
            return new Point(widthHint == SWT.DEFAULT ? 400 : widthHint, heightHint == SWT.DEFAULT ? 200 : heightHint);
        }

        @Override
        protected void layout(Composite composite, boolean flushCache) {
            refresh();
        }
    }

    private void refresh() {
        if (chart.isDisposed() || emptyLink == null) {
            return;
        }
        scene = null;
        ensureScene();
        if (cursorKind == CursorKind.KEYBOARD && cursorSeries >= data.series().size()) {
            cursorKind = CursorKind.NONE;
        }
        chart.redraw();
    }

    private void ensureScene() {
        Rectangle client = chart.getClientArea();
        if (scene != null && scene.size().x == client.width && scene.size().y == client.height
                && chart.getFont().equals(measuredFont)) {
            return;
        }
        measuredFont = chart.getFont();
        GC gc = new GC(chart);
        try {
            gc.setFont(measuredFont);
            Map<String, Integer> widths = new HashMap<>();
            scene = ChartScene.of(data, new Point(client.width, client.height), unit, zone, locale,
                    gc.getFontMetrics().getHeight(), text -> widths.computeIfAbsent(text, t -> gc.textExtent(t).x));
        } finally {
            gc.dispose();
        }
        if (!plotArea.getBounds().equals(scene.plot())) {
            plotArea.setBounds(scene.plot());
        }
        placeEmptyPane();
    }

    private void placeEmptyPane() {
        boolean empty = data.isEmpty();
        emptyPane.setVisible(empty);
        if (empty) {
            int width = Math.max(1, scene.plot().width - 20);
            ((GridData) emptyLabel.getLayoutData()).widthHint = SWT.DEFAULT;
            if (emptyLabel.computeSize(SWT.DEFAULT, SWT.DEFAULT).x > width - 10) {
                ((GridData) emptyLabel.getLayoutData()).widthHint = width - 10;
            }
            Point size = emptyPane.computeSize(width, SWT.DEFAULT);
            emptyPane.setBounds(10, Math.max(0, (scene.plot().height - size.y) / 2), width, size.y);
            emptyPane.layout(true);
        }
    }

    private double deviceScale() {
        return Math.max(1, chart.getMonitor().getZoom() / 100.0);
    }

    private void paintAround(Event event) {
        ensureScene();
        event.gc.setFont(chart.getFont());
        ChartColours colours = ChartColours.of(chart);
        if (emptyPane.isVisible()) {
            Color ground = colours.ground();
            for (Control each : List.of(emptyPane, emptyLabel, emptyLink)) {
                if (!ground.equals(each.getBackground())) {
                    each.setBackground(ground);
                }
            }
            if (!colours.label().equals(emptyLabel.getForeground())) {
                emptyLabel.setForeground(colours.label());
            }
            if (!colours.link().equals(emptyLink.getLinkForeground())) {
                emptyLink.setLinkForeground(colours.link());
            }
        }
        new ChartPainter(event.gc, scene, colours, deviceScale()).paintAround();
    }

    private void paintPlot(GC gc) {
        ensureScene();
        gc.setFont(chart.getFont());
        ChartPainter painter = new ChartPainter(gc, scene, ChartColours.of(chart), deviceScale());
        painter.paintPlot(0, 0);
        if (drag == Drag.SELECTING && Math.abs(pointer.x - dragStartX) >= SHORTEST_DRAG_PIXELS) {
            painter.paintSelection(dragStartX, pointer.x);
        }
        if (paused) {
            painter.paintHint(texts.text("chart.paused"));
        }
        if (focusByKeyboard) {
            painter.paintFocus();
        }
        if (cursorKind != CursorKind.NONE && drag == Drag.NONE && !data.isEmpty()) {
            paintCursor(gc, painter);
        }
    }

    private void paintCursor(GC gc, ChartPainter painter) {
        long millis = cursorKind == CursorKind.POINTER ? scene.millisAt(pointer.x) : cursorMillis;
        double x = cursorKind == CursorKind.POINTER ? pointer.x : scene.x(millis);
        List<ChartPainter.Mark> marks = new ArrayList<>();
        int main = -1;
        ChartPainter.Mark mainMark = null;
        for (int i = 0; i < data.series().size(); i++) {
            ChartSeries each = data.series().get(i);
            OptionalInt index = ChartData.indexAt(each.buckets(), millis);
            if (index.isPresent()) {
                double y = scene.y(ChartData.level(each.buckets().get(index.getAsInt())));
                ChartPainter.Mark mark = new ChartPainter.Mark(y, each.colorIndex());
                marks.add(mark);
                boolean nearer = cursorKind == CursorKind.KEYBOARD
                        ? i == cursorSeries
                        : mainMark == null || Math.abs(y - pointer.y) < Math.abs(mainMark.y() - pointer.y);
                if (nearer) {
                    main = i;
                    mainMark = mark;
                }
            }
        }
        painter.paintCrosshair(x, marks, mainMark, card(gc, millis, Math.max(0, main)));
    }

    /** {@return what the card says about a moment} @param main the line whose bucket gives the time */
    private List<ChartPainter.CardLine> card(GC gc, long millis, int main) {
        boolean withDate = texts.isOfSeveralDays(data.range());
        List<Bucket> buckets = data.series().get(main).buckets();
        OptionalInt index = ChartData.indexAt(buckets, millis);
        if (index.isEmpty()) {
            return List.of(new ChartPainter.CardLine(nothingAt(buckets, millis, withDate),
                    ChartPainter.CardLine.NO_COLOUR));
        }
        Bucket bucket = buckets.get(index.getAsInt());
        String time = texts.time(bucket, withDate);
        List<ChartPainter.CardLine> lines = new ArrayList<>();
        if (data.series().size() == 1) {
            List<String> parts = new ArrayList<>(texts.figures(bucket));
            parts.addFirst(time);
            for (String line : joined(gc, parts)) {
                lines.add(new ChartPainter.CardLine(line, ChartPainter.CardLine.NO_COLOUR));
            }
            return lines;
        }
        lines.add(new ChartPainter.CardLine(time, ChartPainter.CardLine.NO_COLOUR));
        for (ChartSeries each : data.series()) {
            OptionalInt at = ChartData.indexAt(each.buckets(), millis);
            String figure = at.isPresent()
                    ? texts.figures(each.buckets().get(at.getAsInt())).getFirst()
                    : texts.text("card.gap");
            lines.add(new ChartPainter.CardLine(each.name() + " · " + figure, each.colorIndex()));
        }
        return lines;
    }

    /** {@return the parts on one line if the plot is wide enough, else on lines of half of its width} */
    private List<String> joined(GC gc, List<String> parts) {
        String together = String.join(" · ", parts);
        if (gc.textExtent(together).x + 24 <= scene.plot().width) {
            return List.of(together);
        }
        int most = scene.plot().width / 2;
        List<String> lines = new ArrayList<>();
        for (String part : parts) {
            String longer = lines.isEmpty() ? part : lines.getLast() + " · " + part;
            if (lines.isEmpty() || gc.textExtent(longer).x > most) {
                lines.add(part);
            } else {
                lines.set(lines.size() - 1, longer);
            }
        }
        return lines;
    }

    private String nothingAt(List<Bucket> buckets, long millis, boolean withDate) {
        OptionalInt before = ChartData.indexBefore(buckets, millis);
        int after = before.isPresent() ? before.getAsInt() + 1 : 0;
        long start = before.isPresent() ? buckets.get(before.getAsInt()).endMillis() : data.range().startMillis();
        long end = after < buckets.size() ? buckets.get(after).startMillis() : data.range().endMillis();
        return texts.gap(TimeRange.ofMillis(Math.min(start, end), end), withDate);
    }

    private void hookMouse() {
        plotArea.addListener(SWT.MouseMove, this::mouseMoved);
        plotArea.addListener(SWT.MouseExit, event -> {
            if (cursorKind == CursorKind.POINTER) {
                cursorKind = CursorKind.NONE;
                plotArea.redraw();
            }
        });
        plotArea.addListener(SWT.MouseDown, event -> {
            plotArea.forceFocus();
            setFocusByKeyboard(false);
            if (event.button == 1) {
                drag = (event.stateMask & SWT.SHIFT) != 0 ? Drag.PANNING : Drag.SELECTING;
                pointer = new Point(event.x, event.y);
                dragStartX = event.x;
                dragStartRange = data.range();
            }
        });
        plotArea.addListener(SWT.MouseUp, this::mouseReleased);
        plotArea.addListener(SWT.MouseDoubleClick, event -> {
            drag = Drag.NONE;
            follow();
        });
        plotArea.addListener(SWT.MouseVerticalWheel, event -> {
            zoom(Math.pow(ZOOM_PER_WHEEL_NOTCH, (double) event.count / LINES_PER_WHEEL_NOTCH), event.x);
            event.doit = false;
        });
        plotArea.addListener(SWT.MouseHorizontalWheel, event -> {
            pan(-0.1 * event.count / LINES_PER_WHEEL_NOTCH);
            event.doit = false;
        });
    }

    private void mouseMoved(Event event) {
        pointer = new Point(event.x, event.y);
        if (drag == Drag.PANNING) {
            long millis = Math.round((dragStartX - event.x) * (double) dragStartRange.length().toMillis()
                    / scene.plot().width);
            userRange(dragStartRange.shifted(Duration.ofMillis(millis)));
            return;
        }
        if (drag == Drag.SELECTING) {
            pointer.x = Math.max(0, Math.min(scene.plot().width - 1, event.x));
        } else {
            cursorKind = CursorKind.POINTER;
        }
        plotArea.redraw();
    }

    private void mouseReleased(Event event) {
        Drag ended = drag;
        drag = Drag.NONE;
        if (ended == Drag.SELECTING && event.button == 1
                && Math.abs(pointer.x - dragStartX) >= SHORTEST_DRAG_PIXELS) {
            long one = scene.millisAt(dragStartX);
            long other = scene.millisAt(pointer.x);
            TimeRange marked = TimeRange.ofMillis(Math.min(one, other), Math.max(one, other));
            // too short a range grows around what was marked
            zoomTo(marked, Math.max(SHORTEST_RANGE_MILLIS, marked.length().toMillis()), 0.5);
        }
        plotArea.redraw();
    }

    /** @param factor below 1 to see less time @param x what stays where it is, in pixels from the plot's left edge */
    private void zoom(double factor, int x) {
        ensureScene();
        double share = Math.max(0, Math.min(1, x / (double) scene.plot().width));
        long length = Math.round(data.range().length().toMillis() * factor);
        zoomTo(data.range(), Math.max(SHORTEST_RANGE_MILLIS, Math.min(LONGEST_RANGE_MILLIS, length)), share);
    }

    private void zoomTo(TimeRange range, long length, double share) {
        long fixed = range.startMillis() + Math.round(range.length().toMillis() * share);
        long start = fixed - Math.round(length * share);
        userRange(TimeRange.ofMillis(start, start + length));
    }

    /** @param share of the visible time, negative for earlier */
    private void pan(double share) {
        long millis = Math.round(data.range().length().toMillis() * share);
        userRange(data.range().shifted(Duration.ofMillis(millis)));
    }

    private void userRange(TimeRange range) {
        if (range.equals(data.range())) {
            return;
        }
        data = data.withRange(range);
        refresh();
        rangeListeners.forEach(listener -> listener.accept(range));
    }

    private void follow() {
        cursorKind = CursorKind.NONE;
        plotArea.redraw();
        followListeners.forEach(Runnable::run);
    }

    private void hookKeys() {
        plotArea.addListener(SWT.Traverse, event -> event.doit = switch (event.detail) {
            case SWT.TRAVERSE_ARROW_NEXT, SWT.TRAVERSE_ARROW_PREVIOUS, SWT.TRAVERSE_PAGE_NEXT,
                    SWT.TRAVERSE_PAGE_PREVIOUS ->
                false;
            default -> true;
        });
        plotArea.addListener(SWT.KeyDown, this::keyPressed);
        // the Tab that brought the focus here is released here
        plotArea.addListener(SWT.KeyUp, event -> {
            if (event.keyCode == SWT.TAB) {
                setFocusByKeyboard(true);
            }
        });
        plotArea.addListener(SWT.FocusOut, event -> {
            setFocusByKeyboard(false);
            if (cursorKind == CursorKind.KEYBOARD) {
                cursorKind = CursorKind.NONE;
                plotArea.redraw();
            }
        });
    }

    private void setFocusByKeyboard(boolean byKeyboard) {
        if (focusByKeyboard != byKeyboard) {
            focusByKeyboard = byKeyboard;
            plotArea.redraw();
        }
    }

    private void keyPressed(Event event) {
        boolean shift = (event.stateMask & SWT.SHIFT) != 0;
        switch (event.keyCode) {
            case SWT.ARROW_LEFT -> {
                if (shift) {
                    pan(-KEYBOARD_PAN_SHARE);
                } else {
                    step(-1);
                }
            }
            case SWT.ARROW_RIGHT -> {
                if (shift) {
                    pan(KEYBOARD_PAN_SHARE);
                } else {
                    step(1);
                }
            }
            case SWT.PAGE_UP -> pan(-1);
            case SWT.PAGE_DOWN -> pan(1);
            case SWT.ARROW_UP -> changeSeries(-1);
            case SWT.ARROW_DOWN -> changeSeries(1);
            case SWT.HOME -> goToFirst();
            case SWT.END -> follow();
            case SWT.ESC -> {
                drag = Drag.NONE;
                cursorKind = CursorKind.NONE;
                plotArea.redraw();
            }
            default -> {
                switch (event.character) {
                    case '+' -> zoom(ZOOM_PER_WHEEL_NOTCH, zoomCentre());
                    case '-' -> zoom(1 / ZOOM_PER_WHEEL_NOTCH, zoomCentre());
                    default -> {
                        return;
                    }
                }
            }
        }
        setFocusByKeyboard(plotArea.isFocusControl());
        event.doit = false;
    }

    private int zoomCentre() {
        return cursorKind == CursorKind.KEYBOARD ? (int) scene.x(cursorMillis) : scene.plot().width / 2;
    }

    /** Goes to the next or previous point, and takes the visible time along when it lies outside. */
    private void step(int by) {
        List<Bucket> buckets = seriesOfCursor();
        if (buckets.isEmpty()) {
            return;
        }
        if (cursorKind == CursorKind.NONE) {
            // the first step lands on the newest point, or on the oldest one in view
            List<Bucket> visible = ChartData.within(buckets, data.range());
            if (!visible.isEmpty()) {
                moveCursor(by < 0 ? visible.getLast() : visible.getFirst());
            }
            return;
        }
        long millis = cursorKind == CursorKind.POINTER ? scene.millisAt(pointer.x) : cursorMillis;
        OptionalInt at = ChartData.indexBefore(buckets, millis);
        boolean inGap = ChartData.indexAt(buckets, millis).isEmpty();
        int next = by > 0 || !inGap ? at.orElse(-1) + by : at.orElse(-1);
        if (next < 0 || next >= buckets.size()) {
            // beyond what is loaded there may be more; beyond the newest one there is nothing to go to
            if (next < 0 || paused) {
                pan(by * KEYBOARD_PAN_SHARE);
            }
            return;
        }
        moveCursor(buckets.get(next));
        if (cursorMillis < data.range().startMillis() || cursorMillis >= data.range().endMillis()) {
            pan(by * KEYBOARD_PAN_SHARE);
        }
    }

    private List<Bucket> seriesOfCursor() {
        if (data.series().isEmpty()) {
            return List.of();
        }
        cursorSeries = Math.min(cursorSeries, data.series().size() - 1);
        return data.series().get(cursorSeries).buckets();
    }

    private void goToFirst() {
        List<Bucket> visible = ChartData.within(seriesOfCursor(), data.range());
        if (!visible.isEmpty()) {
            moveCursor(visible.getFirst());
        }
    }

    private void changeSeries(int by) {
        int count = data.series().size();
        if (count > 1) {
            cursorSeries = Math.floorMod(cursorSeries + by, count);
            if (cursorKind == CursorKind.KEYBOARD) {
                List<Bucket> buckets = seriesOfCursor();
                ChartData.indexBefore(buckets, cursorMillis).ifPresent(index -> moveCursor(buckets.get(index)));
            } else {
                step(-1);
            }
        }
    }

    private void moveCursor(Bucket bucket) {
        // the middle of what is visible of the bucket
        long start = Math.max(bucket.startMillis(), Math.min(data.range().startMillis(), bucket.endMillis() - 1));
        long end = Math.min(bucket.endMillis(), Math.max(data.range().endMillis(), bucket.startMillis() + 1));
        cursorMillis = start + Math.max(0, end - start) / 2;
        cursorKind = CursorKind.KEYBOARD;
        plotArea.redraw();
        plotArea.getAccessible().sendEvent(ACC.EVENT_NAME_CHANGED, null);
        plotArea.getAccessible().sendEvent(ACC.EVENT_DESCRIPTION_CHANGED, null);
    }

    private void hookAccessible() {
        plotArea.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = accessibleName();
            }

            @Override
            public void getDescription(AccessibleEvent event) {
                event.result = texts.summary(data);
            }

            @Override
            public void getHelp(AccessibleEvent event) {
                event.result = texts.text("accessible.keys");
            }
        });
        plotArea.getAccessible().addAccessibleControlListener(new AccessibleControlAdapter() {
            @Override
            public void getRole(AccessibleControlEvent event) {
                event.detail = ACC.ROLE_GRAPHIC;
            }

            @Override
            public void getValue(AccessibleControlEvent event) {
                event.result = currentPoint();
            }
        });
    }

    /** {@return what a screen reader says of the chart: the current point, or which lines it has} */
    String accessibleName() {
        String point = currentPoint();
        return point.isEmpty() ? texts.chartName(data) : point;
    }

    /** {@return the point that was reached by keys, in words; empty if there is none} */
    String currentPoint() {
        if (cursorKind != CursorKind.KEYBOARD || cursorSeries >= data.series().size()) {
            return "";
        }
        ChartSeries series = data.series().get(cursorSeries);
        OptionalInt index = ChartData.indexAt(series.buckets(), cursorMillis);
        if (index.isEmpty()) {
            return "";
        }
        Bucket bucket = series.buckets().get(index.getAsInt());
        List<String> parts = new ArrayList<>(texts.figures(bucket));
        parts.addFirst(texts.time(bucket, texts.isOfSeveralDays(data.range())));
        parts.addFirst(series.name());
        return String.join(", ", parts);
    }

    /** {@return the part that takes mouse and keys} */
    Control plotControl() {
        return plotArea;
    }

    /** {@return where things lie now} */
    ChartScene scene() {
        ensureScene();
        return scene;
    }
}
