package org.currentcost.ui.charts;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.currentcost.model.UserLocale;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.events.PaintEvent;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageDataProvider;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.graphics.TextLayout;
import org.eclipse.swt.graphics.Transform;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swtchart.ICustomPaintListener;
import org.eclipse.swtchart.Range;

/**
 * What all charts have in common: colours, an explanation where there is nothing to show, a card for what the pointer
 * or the arrow keys are on, words for screen readers, and a picture to save.
 * <p>
 * A chart shows what it is given and asks for nothing. Arrow keys go from point to point, Home and End to the first and
 * the last one, Esc takes back what was marked.
 * <p>
 * Grounds and colours are those of the JFace colour registry under {@code org.currentcost.ui.charts.background},
 * {@code .foreground}, {@code .grid} and {@code .series.0} to {@code .series.7}; where it has none, they follow from
 * the ground and text colours of the {@linkplain #control() control}. They are looked up at every painting. Numbers and
 * dates are in the locale that is the default one when the chart is made.
 * <p>
 * Stands on SWTChart: data are its series, what is shown are its axes' ranges, and it paints in its order. Strokes are
 * ours, for its own lines join the points on both sides of a gap, its axes know no time zones, and both count in whole
 * pixels.
 * <p>
 * All methods are for the UI thread.
 */
public abstract sealed class BaseChart permits TimeBasedChart, ScatterChart, ShareChart {

    private static final int CAPTION_MARGIN = 8;
    private static final Point NOWHERE = new Point(-1, -1);

    final Locale locale;

    private final ChartWidget chart;
    private final Composite plotArea;
    private final EmptyPane emptyPane;
    private Point laidOutFor = NOWHERE;
    private boolean laidOut;
    private Range shownXRange = new Range(0, 1);
    private Range shownYRange = new Range(0, 1);
    private Optional<Range> yRangeSet = Optional.empty();
    private boolean onScreen = true;
    private Rectangle plot = new Rectangle(0, 0, 1, 1);
    private Font measuredFont;
    private boolean focusByKeyboard;
    /** Whether the user is elsewhere. */
    private boolean left;

    /** What the card is about: what is under the pointer, or what was reached by keys. */
    enum Cursor {
        NONE, POINTER, KEYBOARD
    }

    private Cursor cursor = Cursor.NONE;
    private Point pointer = new Point(0, 0);

    /**
     * What a card is about.
     *
     * @param left  its left edge in the plot
     * @param right its right edge
     * @param top   where the card begins if there is room
     */
    record Pointed(List<CardLine> card, int left, int right, int top) {

        /** {@return one whose card is at the plot's upper edge} */
        static Pointed atTop(List<CardLine> card, int left, int right) {
            return new Pointed(card, left, right, CardPainter.TOP);
        }
    }

    BaseChart(Composite parent) {
        locale = UserLocale.formats();
        chart = new ChartWidget(parent, this::ensureLaidOut);
        chart.setData(this);
        plotArea = (Composite) chart.getPlotArea().getControl();
        emptyPane = new EmptyPane(plotArea);
        emptyPane.set(text("chart.empty"), "", () -> {
            // no link, nothing to do
        });

        chart.addPaintListener(event -> {
            ensureLaidOut();
            Brush brush = chart.brush(event.gc);
            emptyPane.colour(brush.colours());
            paintAround(brush);
        });
        addPlotPainter(true, brush -> {
            ensureLaidOut();
            paintBehind(brush);
        });
        addPlotPainter(false, brush -> {
            paintInFront(brush);
            if (onScreen) {
                paintOver(brush);
            }
        });
        hookMouse();
        hookKeys();
        ChartWords.hook(this, plotArea);
    }

    private void addPlotPainter(boolean behindSeries, Consumer<Brush> painter) {
        chart.getPlotArea().addCustomPaintListener(new ICustomPaintListener() {
            @Override
            public void paintControl(PaintEvent event) {
                painter.accept(chart.brush(event.gc));
            }

            @Override
            public boolean drawBehindSeries() {
                return behindSeries;
            }
        });
    }

    // what the kinds of charts are asked

    /** Works out where everything lies. {@return the plot, in the chart's coordinates} */
    abstract Rectangle layOut(Point size, int textHeight, ToIntFunction<String> textWidth);

    /** {@return what the plot shows along SWTChart's x axis, from edge to edge} */
    abstract Range xRange();

    /** {@return what the plot shows along SWTChart's y axis, from edge to edge} */
    abstract Range yRange();

    /** Takes a range that somebody has set on the x axis, for the next layout. */
    void xRangeWasSet(Range range) {
        // a chart that shows all of its data has nowhere to move to
    }

    /** {@return whether there is nothing to show} */
    abstract boolean isEmpty();

    /** Paints all but the plot. */
    abstract void paintAround(Brush brush);

    /** Paints what is in the plot behind the series. Its upper left corner is at 0, 0. */
    abstract void paintBehind(Brush brush);

    /** Paints what is in the plot in front of the series, on screen and in pictures. */
    void paintInFront(Brush brush) {
        // the series are all there is
    }

    /** Paints what marks the cursor's place. {@return what it is on, if that is anything} */
    abstract Optional<Pointed> paintCursor(Brush brush);

    /** Paints what is over the plot on screen only, under the cursor. {@return what is marked, if anything is} */
    Optional<Pointed> paintMarked(Brush brush) {
        return Optional.empty();
    }

    /** Goes to the next point, or back. @param by 1 or -1 */
    abstract void step(int by);

    /** Goes to another line or row. @param by 1 or -1 */
    abstract void stepAcross(int by);

    /** Goes to the first or the last point. */
    abstract void jump(boolean toLast);

    /** {@return whether another key means something here, which then has happened} */
    boolean otherKey(Event event) {
        return false;
    }

    /** Takes back what was marked. */
    void escape() {
        setCursor(Cursor.NONE);
    }

    /** {@return what the chart is about as far as its data tell; may be empty} */
    abstract String subject();

    /** {@return what kind of chart it is, in words} */
    abstract String kind();

    /** {@return what the chart shows, in sentences for a screen reader} */
    abstract String summary();

    /** {@return the point that was reached by keys, in words; empty if there is none} */
    abstract String currentPoint();

    /** {@return what the keys do} */
    String keysHelp() {
        return text("accessible.keys.points");
    }

    // what users of a chart call

    /** {@return the widget, for layout, theme and disposal; its data are this chart, as a shell's are its window} */
    public final Control control() {
        return chart;
    }

    /**
     * Says for screen readers what the charts in a control are about.
     *
     * @param inside a chart's {@linkplain #control() control}, or what has charts in it
     * @param title  such as the names of the view and of the meter
     */
    public static void setTitle(Control inside, String title) {
        if (inside instanceof ChartWidget chart) {
            chart.setAccessibleTitle(title);
        } else if (inside instanceof Composite composite) {
            for (Control child : composite.getChildren()) {
                setTitle(child, title);
            }
        }
    }

    /**
     * Says what stands in the middle while there is nothing to show.
     *
     * @param sentence   why there is nothing
     * @param linkText   what to do about it, may be empty
     * @param linkAction does it
     */
    public final void setEmpty(String sentence, String linkText, Runnable linkAction) {
        emptyPane.set(sentence, linkText, linkAction);
        refresh();
    }

    /**
     * Writes the chart as it is shown as PNG, without what only the screen has: selection, crosshair and hints; with
     * what says on the screen around it what it is about.
     *
     * @param title   a line above the chart; may be empty
     * @param caption below the chart, in as many lines as it needs; may be empty
     * @throws IOException if it can't be written
     */
    public final void writePng(OutputStream out, String title, String caption) throws IOException {
        ImageLoader loader = new ImageLoader();
        loader.data = new ImageData[]{title.isEmpty() && caption.isEmpty()
                ? image(false)
                : captioned(title, caption)};
        try {
            loader.save(out, SWT.IMAGE_PNG);
        } catch (SWTException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private ImageData captioned(String title, String caption) {
        ensureLaidOut();
        int width = Math.max(1, laidOutFor.x);
        TextLayout above = textLayout(title, width);
        TextLayout below = textLayout(caption, width);
        int top = title.isEmpty() ? 0 : above.getBounds().height + 2 * CAPTION_MARGIN;
        int bottom = caption.isEmpty() ? 0 : below.getBounds().height + 2 * CAPTION_MARGIN;
        int height = Math.max(1, laidOutFor.y);
        int zoom = chart.getMonitor().getZoom();
        ImageData plain = image(false);
        // SWT asks for 100 % in any case
        Image inner = new Image(chart.getDisplay(), (ImageDataProvider) wanted -> wanted == zoom
                ? plain
                : wanted == 100 ? plain.scaledTo(width, height) : null);
        Image image = new Image(chart.getDisplay(), width, top + height + bottom);
        GC gc = new GC(image);
        try {
            ChartColours colours = ChartColours.of(chart);
            gc.setBackground(colours.ground());
            gc.fillRectangle(0, 0, width, top + height + bottom);
            gc.drawImage(inner, 0, top);
            gc.setForeground(colours.text());
            above.draw(gc, CAPTION_MARGIN, CAPTION_MARGIN);
            gc.setForeground(colours.label());
            below.draw(gc, CAPTION_MARGIN, top + height + CAPTION_MARGIN);
            return image.getImageData(zoom);
        } finally {
            gc.dispose();
            image.dispose();
            inner.dispose();
            above.dispose();
            below.dispose();
        }
    }

    private TextLayout textLayout(String text, int width) {
        TextLayout layout = new TextLayout(chart.getDisplay());
        layout.setFont(chart.getFont());
        layout.setWidth(Math.max(1, width - 2 * CAPTION_MARGIN));
        layout.setText(text);
        return layout;
    }

    /** {@return a picture} @param withCursor with what only the screen has, too */
    ImageData image(boolean withCursor) {
        ensureLaidOut();
        Image image = new Image(chart.getDisplay(), Math.max(1, laidOutFor.x), Math.max(1, laidOutFor.y));
        GC gc = new GC(image);
        Transform toPlot = new Transform(chart.getDisplay());
        onScreen = withCursor;
        try {
            Brush brush = chart.brush(gc);
            paintAround(brush);
            toPlot.translate(plot.x, plot.y);
            gc.setTransform(toPlot);
            gc.setClipping(0, 0, plot.width, plot.height);
            chart.paintPlot(gc);
            if (isEmpty()) {
                String sentence = ShortenedText.of(emptyPane.sentence(), plot.width, brush::textWidth);
                brush.text(sentence, (plot.width - brush.textWidth(sentence)) / 2,
                        (plot.height - brush.textHeight()) / 2, brush.colours().label());
            }
            return image.getImageData(chart.getMonitor().getZoom());
        } finally {
            onScreen = true;
            toPlot.dispose();
            gc.dispose();
            image.dispose();
        }
    }

    /** Lays everything out and paints it anew. */
    final void refresh() {
        if (!chart.isDisposed()) {
            laidOutFor = NOWHERE;
            // what was set on the axes before is not for what is shown now
            shownXRange = chart.xAxis().getRange();
            shownYRange = chart.yAxis().getRange();
            yRangeSet = Optional.empty();
            ensureLaidOut();
            chart.redraw();
        }
    }

    /** Paints the plot anew. */
    final void redrawPlot() {
        plotArea.redraw();
    }

    final void ensureLaidOut() {
        Rectangle client = chart.getClientArea();
        Range xRange = chart.xAxis().getRange();
        Range yRange = chart.yAxis().getRange();
        boolean xMoved = laidOut && !isSame(xRange, shownXRange);
        boolean yMoved = laidOut && !isSame(yRange, shownYRange);
        if (!xMoved && !yMoved && laidOutFor.x == client.width && laidOutFor.y == client.height
                && chart.getFont().equals(measuredFont)) {
            return;
        }
        laidOutFor = new Point(client.width, client.height);
        measuredFont = chart.getFont();
        shownXRange = xRange;
        shownYRange = yRange;
        if (xMoved) {
            xRangeWasSet(xRange);
            yRangeSet = Optional.empty();
        }
        if (yMoved) {
            yRangeSet = Optional.of(yRange);
        }
        GC gc = new GC(chart);
        try {
            gc.setFont(measuredFont);
            Map<String, Integer> widths = new HashMap<>();
            plot = layOut(new Point(client.width, client.height), gc.getFontMetrics().getHeight(),
                    text -> widths.computeIfAbsent(text, t -> gc.textExtent(t).x));
        } finally {
            gc.dispose();
        }
        chart.setRanges(xRange(), yRange());
        shownXRange = chart.xAxis().getRange();
        shownYRange = chart.yAxis().getRange();
        laidOut = true;
        chart.placePlot(plot);
        emptyPane.place(isEmpty(), plot);
        if (xMoved || yMoved) {
            chart.redraw();
        }
    }

    private static boolean isSame(Range one, Range other) {
        return one.lower == other.lower && one.upper == other.upper;
    }

    /** {@return what somebody has set on the y axis: it holds until other data or another time is shown} */
    final Optional<Range> yRangeSet() {
        return yRangeSet;
    }

    /** {@return the widget, for series and axes} */
    final ChartWidget widget() {
        return chart;
    }

    private void paintOver(Brush brush) {
        Optional<Pointed> marked = isEmpty() ? Optional.empty() : paintMarked(brush).filter(card -> !left);
        if (focusByKeyboard) {
            brush.focus(plot.width, plot.height);
        }
        Optional<Pointed> pointed = cursor == Cursor.NONE || isEmpty() ? Optional.empty() : paintCursor(brush);
        CardPainter cards = new CardPainter(brush, plot);
        Rectangle nowhere = new Rectangle(0, 0, 0, 0);
        if (pointed.isEmpty()) {
            marked.ifPresent(card -> cards.paint(card, nowhere));
        } else if (marked.isEmpty()) {
            cards.paint(pointed.get(), nowhere);
        } else {
            // The figures of what the user marked stay as long as the pointer does, whatever it is on.
            Rectangle taken = cards.paint(marked.get(), nowhere);
            if (cards.haveRoom(marked.get(), pointed.get())) {
                cards.paint(pointed.get(), taken);
            }
        }
    }

    /** Says whether the user looks at what is marked: else its card would only hide what is beside it. */
    final void setLeft(boolean left) {
        this.left = left;
        redrawPlot();
    }

    final Cursor cursor() {
        return cursor;
    }

    final void setCursor(Cursor cursor) {
        boolean speaks = cursor == Cursor.KEYBOARD || this.cursor == Cursor.KEYBOARD;
        this.cursor = cursor;
        redrawPlot();
        if (speaks) {
            plotArea.getAccessible().sendEvent(ACC.EVENT_NAME_CHANGED, null);
            plotArea.getAccessible().sendEvent(ACC.EVENT_DESCRIPTION_CHANGED, null);
        }
    }

    /** {@return where the pointer is in the plot} */
    final Point pointer() {
        return pointer;
    }

    final void setPointer(int x, int y) {
        pointer = new Point(x, y);
    }

    final Rectangle plot() {
        ensureLaidOut();
        return plot;
    }

    /** Follows the pointer; charts that are dragged over do more. */
    void mouseMoved(Event event) {
        setPointer(event.x, event.y);
        setCursor(Cursor.POINTER);
    }

    private void hookMouse() {
        plotArea.addListener(SWT.MouseMove, event -> {
            left = false;
            mouseMoved(event);
        });
        plotArea.addListener(SWT.MouseExit, event -> {
            setLeft(true);
            if (cursor == Cursor.POINTER) {
                setCursor(Cursor.NONE);
            }
        });
        plotArea.addListener(SWT.MouseDown, event -> {
            plotArea.forceFocus();
            setFocusByKeyboard(false);
        });
    }

    private void hookKeys() {
        plotArea.addListener(SWT.Traverse, event -> event.doit = switch (event.detail) {
            case SWT.TRAVERSE_ARROW_NEXT, SWT.TRAVERSE_ARROW_PREVIOUS, SWT.TRAVERSE_PAGE_NEXT,
                    SWT.TRAVERSE_PAGE_PREVIOUS, SWT.TRAVERSE_ESCAPE, SWT.TRAVERSE_RETURN ->
                false;
            default -> true;
        });
        plotArea.addListener(SWT.KeyDown, event -> {
            left = false;
            if (keyPressed(event)) {
                setFocusByKeyboard(plotArea.isFocusControl());
                event.doit = false;
            }
        });
        // the Tab that brought the focus here is released here
        plotArea.addListener(SWT.KeyUp, event -> {
            if (event.keyCode == SWT.TAB) {
                setFocusByKeyboard(true);
            }
        });
        plotArea.addListener(SWT.FocusOut, event -> {
            setFocusByKeyboard(false);
            if (cursor == Cursor.KEYBOARD) {
                left = true;
                setCursor(Cursor.NONE);
            }
        });
    }

    private boolean keyPressed(Event event) {
        if (otherKey(event)) {
            return true;
        }
        switch (event.keyCode) {
            case SWT.ARROW_LEFT -> step(-1);
            case SWT.ARROW_RIGHT -> step(1);
            case SWT.ARROW_UP -> stepAcross(-1);
            case SWT.ARROW_DOWN -> stepAcross(1);
            case SWT.HOME -> jump(false);
            case SWT.END -> jump(true);
            case SWT.ESC -> escape();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void setFocusByKeyboard(boolean byKeyboard) {
        if (focusByKeyboard != byKeyboard) {
            focusByKeyboard = byKeyboard;
            redrawPlot();
        }
    }

    /** {@return what a screen reader says of the chart: the current point, or what the chart is} */
    final String accessibleName() {
        String point = currentPoint();
        return point.isEmpty() ? name() : point;
    }

    /** {@return what the chart is about, and its kind} */
    final String name() {
        String about = chart.accessibleTitle().isEmpty() ? subject() : chart.accessibleTitle();
        return about.isEmpty() ? kind() : text("accessible.name", about, kind());
    }

    /** {@return what a screen reader says the chart shows} */
    final String accessibleDescription() {
        return isEmpty() ? emptyPane.sentence() : summary();
    }

    final String text(String key, Object... arguments) {
        return Messages.text(locale, key, arguments);
    }

    /** {@return the part that takes mouse and keys} */
    final Control plotControl() {
        return plotArea;
    }
}
