package org.currentcost.ui.charts;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.currentcost.model.TimeRange;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swtchart.Range;

/**
 * A chart over time. The user moves through time by the wheel, by Shift with drag or arrow keys, by plus and minus;
 * marks a span by dragging, by Enter on the point that the arrow keys have reached, or by Space on one point and Shift
 * with Space on another, and goes to it by Enter or a double click on it.
 * <p>
 * When the user moves through time, the chart shows the new range at once with what it has, and tells the
 * {@linkplain #addRangeListener range listeners}, who bring better data.
 */
public abstract sealed class TimeBasedChart extends BaseChart permits TimeChart, BarChart, HeatMap {

    private static final long LONGEST_RANGE_MILLIS = 100L * 366 * 86_400_000;
    private static final double ZOOM_PER_WHEEL_NOTCH = 0.8;
    private static final int LINES_PER_WHEEL_NOTCH = 3;
    private static final long MINUTE_MILLIS = 60_000;
    private static final int SHORTEST_DRAG_PIXELS = 4;
    /** As often as others can follow a pointer without the eye seeing steps. */
    private static final int MOMENT_MILLIS = 30;
    private static final double WHEEL_PAN_SHARE = 0.1;
    static final double KEYBOARD_PAN_SHARE = 0.25;

    final ZoneId zone;
    final TimeTexts times;

    private final List<Consumer<TimeRange>> rangeListeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> fitListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Optional<TimeRange>>> selectionListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<ChartMark>> markListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Optional<Instant>>> pointedListeners = new CopyOnWriteArrayList<>();
    private List<ChartMark> marks = List.of();
    private Optional<Instant> momentElsewhere = Optional.empty();
    private Optional<Instant> momentTold = Optional.empty();
    private boolean tellsMoment;

    private Optional<TimeRange> selection = Optional.empty();
    /** What was marked before the first click of a double click. */
    private Optional<TimeRange> selectionBeforeClick = Optional.empty();
    private String selectionText = "";

    private enum Drag {
        NONE, SELECTING, PANNING
    }

    private Drag drag = Drag.NONE;
    private int dragStartX;
    private TimeRange dragStartRange = ChartData.NOTHING.range();

    TimeBasedChart(Composite parent, ZoneId zone) {
        super(parent);
        this.zone = zone;
        times = new TimeTexts(zone, locale);
        hookMouse();
    }

    /** {@return the time axis as it was laid out last; none if the chart shows something else now} */
    abstract Optional<TimeAxis> timeAxis();

    /** Shows another time with the data that is there, if there is a time axis. */
    abstract void showRange(TimeRange range);

    /** {@return the shortest time that can be zoomed to} */
    abstract long shortestRangeMillis();

    /** {@return the point or bucket at a moment; none where nothing is known or clicks select nothing} */
    abstract Optional<TimeRange> bucketAt(long millis);

    /** {@return whether a click selects the bucket under it} */
    abstract boolean clickSelectsBucket();

    /** {@return the moment that the keys have reached; none if they have reached none} */
    abstract Optional<Long> keyboardMillis();

    /** {@return where the time axis is, from the plot's upper edge} */
    abstract int axisY();

    /** {@return the figures of a span as far as the chart knows them itself, in lines; may be empty} */
    abstract String ownFigures(TimeRange span);

    /**
     * Adds someone who hears when the user goes to another time. May be called for each movement of the mouse, on the
     * UI thread.
     */
    public final void addRangeListener(Consumer<TimeRange> userChangedRange) {
        rangeListeners.add(userChangedRange);
    }

    /** Adds someone who hears of a double click beside the selection: the user wants to see all of it. */
    final void addFitAction(Runnable fit) {
        fitListeners.add(fit);
    }

    /**
     * Adds someone who hears when the user has marked a span or has taken it back, and then brings its figures by
     * {@link #setSelectionText}.
     */
    public final void addSelectionListener(Consumer<Optional<TimeRange>> userSelected) {
        selectionListeners.add(userSelected);
    }

    /** {@return what is marked} */
    public final Optional<TimeRange> selection() {
        return selection;
    }

    /** Marks a span, or nothing; tells no listener. Its card is shown once the user looks at this chart. */
    public final void setSelection(Optional<TimeRange> selection) {
        if (!selection.equals(this.selection)) {
            this.selection = selection;
            selectionText = selection.map(this::ownFigures).orElse("");
            setLeft(true);
        }
    }

    /**
     * Says the marked span's figures, on the card beside it. The card's first line is the span's time in any case.
     *
     * @param text in lines; is forgotten when something else is marked
     */
    public final void setSelectionText(String text) {
        selectionText = text;
        redrawPlot();
    }

    /** {@return the moment that the keys have reached, or where the pointer was last; none if it never was there} */
    public final Optional<Instant> pointedMoment() {
        if (cursor() == Cursor.KEYBOARD) {
            return keyboardMillis().map(Instant::ofEpochMilli);
        }
        return timeAxis().filter(axis -> pointer().x > 0 && pointer().x < axis.width())
                .map(axis -> Instant.ofEpochMilli(rounded(axis.millisAt(pointer().x), axis)));
    }

    /**
     * Adds someone who hears at which moment the pointer or the keys are, some thirty times a second at most, and of
     * none when they leave the chart.
     */
    public final void addMomentListener(Consumer<Optional<Instant>> userPointed) {
        pointedListeners.add(userPointed);
    }

    private void momentMayHaveChanged() {
        if (!tellsMoment && !pointedListeners.isEmpty()) {
            tellsMoment = true;
            plotControl().getDisplay().timerExec(MOMENT_MILLIS, this::tellMoment);
        }
    }

    private void tellMoment() {
        tellsMoment = false;
        Optional<Instant> moment = plotControl().isDisposed() || cursor() == Cursor.NONE || isEmpty()
                ? Optional.empty()
                : pointedMoment();
        if (!moment.equals(momentTold)) {
            momentTold = moment;
            pointedListeners.forEach(listener -> listener.accept(moment));
        }
    }

    /** Marks the moment that the user points at in another chart, by a line, unless this one is pointed at itself. */
    public final void showMoment(Optional<Instant> moment) {
        if (!moment.equals(momentElsewhere)) {
            redrawMoment();
            momentElsewhere = moment;
            redrawMoment();
        }
    }

    private void redrawMoment() {
        momentX().ifPresent(x -> plotControl().redraw(x - 1, 0, 3, plotControl().getSize().y, false));
    }

    /** {@return where the moment of another chart is in the plot; nowhere if it can't be seen} */
    final OptionalInt momentX() {
        Optional<Integer> x = timeAxis().flatMap(axis -> momentElsewhere
                .filter(moment -> cursor() == Cursor.NONE && axis.range().contains(moment))
                .map(moment -> (int) Math.round(axis.x(moment.toEpochMilli()))));
        return x.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /** Replaces the flags on the time axis. */
    public final void setMarks(List<ChartMark> marks) {
        this.marks = List.copyOf(marks);
        redrawPlot();
    }

    @Override
    Range xRange() {
        TimeRange range = timeAxis().orElseThrow().range();
        return new Range(range.startMillis(), range.endMillis());
    }

    @Override
    final void xRangeWasSet(Range range) {
        // no shorter or longer time than users can zoom to, around the same middle
        long wanted = Math.round(range.upper) - Math.round(range.lower);
        long length = withinBounds(wanted);
        long start = Math.round(range.lower) + (wanted - length) / 2;
        showRange(TimeRange.ofMillis(start, start + length));
    }

    /** Adds someone who hears when the user clicks on a flag. */
    public final void addMarkListener(Consumer<ChartMark> userClicked) {
        markListeners.add(userClicked);
    }

    final Optional<MarkFlags> flags() {
        return timeAxis().map(axis -> new MarkFlags(marks, axis, axisY()));
    }

    @Override
    final Optional<Pointed> paintCursor(Brush brush) {
        if (drag != Drag.NONE && isDragged()) {
            return Optional.empty();
        }
        Optional<Pointed> flag = cursor() == Cursor.POINTER
                ? flags().flatMap(all -> all.pointed(pointer(), times))
                : Optional.empty();
        return flag.isPresent() ? flag : paintDataCursor(brush);
    }

    /** Paints what marks the cursor's place in the data. {@return what it is on, if that is anything} */
    abstract Optional<Pointed> paintDataCursor(Brush brush);

    @Override
    Optional<Pointed> paintMarked(Brush brush) {
        momentX().ifPresent(x -> brush.hairline(x, 0, x, plot().height, brush.colours().mark()));
        boolean selecting = drag == Drag.SELECTING && isDragged();
        Optional<TimeRange> shown = selecting ? Optional.of(dragged()) : selection;
        return timeAxis().flatMap(axis -> shown.filter(span -> span.endMillis() > axis.range().startMillis()
                && span.startMillis() < axis.range().endMillis()).map(span -> {
                    int left = (int) Math.round(Math.max(0, axis.x(span.startMillis())));
                    int right = (int) Math.round(Math.min(axis.width(), axis.x(span.endMillis())));
                    boolean all = span.startMillis() <= axis.range().startMillis()
                            && span.endMillis() >= axis.range().endMillis();
                    if (!all) {
                        brush.selection(left, right, plot().height);
                    }
                    List<CardLine> lines = new ArrayList<>();
                    lines.add(new CardLine(times.span(span.startMillis(), span.endMillis(), true)));
                    if (!selecting) {
                        lines.addAll(CardLine.of(selectionText));
                    }
                    return Pointed.atTop(lines, left, right);
                }));
    }

    private void hookMouse() {
        plotControl().addListener(SWT.MouseDown, event -> {
            if (event.button == 1 && timeAxis().isPresent()) {
                drag = (event.stateMask & SWT.SHIFT) != 0 ? Drag.PANNING : Drag.SELECTING;
                setPointer(event.x, event.y);
                dragStartX = event.x;
                dragStartRange = timeAxis().get().range();
                if (event.count <= 1) {
                    selectionBeforeClick = selection;
                }
            }
        });
        plotControl().addListener(SWT.MouseUp, this::mouseReleased);
        for (int type : new int[]{SWT.MouseMove, SWT.MouseExit, SWT.KeyDown, SWT.FocusOut, SWT.Dispose}) {
            plotControl().addListener(type, event -> momentMayHaveChanged());
        }
        plotControl().addListener(SWT.MouseDoubleClick, this::doubleClicked);
        plotControl().addListener(SWT.MouseVerticalWheel, event -> {
            if (timeAxis().isPresent()) {
                zoom(Math.pow(ZOOM_PER_WHEEL_NOTCH, (double) event.count / LINES_PER_WHEEL_NOTCH), event.x);
                event.doit = false;
            }
        });
        plotControl().addListener(SWT.MouseHorizontalWheel, event -> {
            if (timeAxis().isPresent()) {
                pan(-WHEEL_PAN_SHARE * event.count / LINES_PER_WHEEL_NOTCH);
                event.doit = false;
            }
        });
    }

    private boolean isDragged() {
        return Math.abs(pointer().x - dragStartX) >= SHORTEST_DRAG_PIXELS;
    }

    @Override
    void mouseMoved(Event event) {
        Optional<TimeAxis> axis = timeAxis();
        if (drag == Drag.NONE || axis.isEmpty()) {
            super.mouseMoved(event);
        } else if (drag == Drag.PANNING) {
            setPointer(event.x, event.y);
            long millis = Math.round((dragStartX - event.x) * (double) dragStartRange.length().toMillis()
                    / axis.get().width());
            userRange(dragStartRange.shifted(Duration.ofMillis(millis)));
        } else {
            setPointer(Math.max(0, Math.min(axis.get().width() - 1, event.x)), event.y);
            redrawPlot();
        }
    }

    private TimeRange dragged() {
        TimeAxis axis = timeAxis().orElseThrow();
        long one = rounded(axis.millisAt(Math.min(dragStartX, pointer().x)), axis);
        long other = rounded(axis.millisAt(Math.max(dragStartX, pointer().x)), axis);
        return widened(TimeRange.ofMillis(one, other));
    }

    /** {@return a moment to the minute where a pixel is about as long: nobody points to a second there} */
    private static long rounded(long millis, TimeAxis axis) {
        boolean coarse = axis.range().length().toMillis() / axis.width() >= MINUTE_MILLIS / 4;
        return coarse ? Math.floorDiv(millis + MINUTE_MILLIS / 2, MINUTE_MILLIS) * MINUTE_MILLIS : millis;
    }

    /** {@return a span from the start of the bucket it begins in to the end of the bucket it ends in} */
    private TimeRange widened(TimeRange span) {
        long start = bucketAt(span.startMillis()).map(TimeRange::startMillis).orElse(span.startMillis());
        long end = bucketAt(Math.max(span.startMillis(), span.endMillis() - 1)).map(TimeRange::endMillis)
                .orElse(span.endMillis());
        return TimeRange.ofMillis(start, end);
    }

    private void mouseReleased(Event event) {
        Drag ended = drag;
        if (ended == Drag.NONE || event.button != 1) {
            return;
        }
        if (ended == Drag.SELECTING && isDragged()) {
            userSelection(Optional.of(dragged()));
        } else if (ended == Drag.SELECTING) {
            clicked();
        }
        drag = Drag.NONE;
        redrawPlot();
    }

    private void clicked() {
        List<ChartMark> flagged = flags().map(all -> all.at(pointer().x, pointer().y)).orElse(List.of());
        if (!flagged.isEmpty()) {
            markListeners.forEach(listener -> listener.accept(flagged.getFirst()));
        } else {
            // On what is marked, or where nothing is: as Esc does.
            userSelection(timeAxis().filter(axis -> clickSelectsBucket())
                    .flatMap(axis -> bucketAt(axis.millisAt(pointer().x)))
                    .filter(bucket -> !selection.equals(Optional.of(bucket))));
        }
    }

    private void doubleClicked(Event event) {
        drag = Drag.NONE;
        Optional<TimeAxis> axis = timeAxis();
        if (axis.isEmpty()) {
            return;
        }
        long millis = axis.get().millisAt(event.x);
        boolean inside = selectionBeforeClick
                .filter(span -> span.startMillis() <= millis && millis < span.endMillis()).isPresent();
        // the first of the two clicks may have selected a bucket
        userSelection(selectionBeforeClick);
        if (inside) {
            zoomToSelection();
        } else {
            fit();
        }
    }

    private void userSelection(Optional<TimeRange> selected) {
        if (!selected.equals(selection)) {
            setSelection(selected);
            setLeft(false);
            selectionListeners.forEach(listener -> listener.accept(selected));
        }
    }

    private void zoomToSelection() {
        // too short a span grows around its middle
        selection.filter(span -> !span.length().isZero()).ifPresent(span -> zoomTo(span,
                Math.max(shortestRangeMillis(), span.length().toMillis()), 0.5));
    }

    /** @param factor below 1 to see less time @param x what stays where it is, in pixels from the plot's left edge */
    private void zoom(double factor, int x) {
        ensureLaidOut();
        TimeAxis axis = timeAxis().orElseThrow();
        double share = Math.max(0, Math.min(1, x / (double) axis.width()));
        long length = Math.round(axis.range().length().toMillis() * factor);
        zoomTo(axis.range(), withinBounds(length), share);
    }

    private long withinBounds(long length) {
        return Math.max(shortestRangeMillis(), Math.min(LONGEST_RANGE_MILLIS, length));
    }

    private void zoomTo(TimeRange range, long length, double share) {
        long fixed = range.startMillis() + Math.round(range.length().toMillis() * share);
        long start = fixed - Math.round(length * share);
        userRange(TimeRange.ofMillis(start, start + length));
    }

    /** @param share of the visible time, negative for earlier */
    final void pan(double share) {
        timeAxis().map(TimeAxis::range).ifPresent(range -> userRange(
                range.shifted(Duration.ofMillis(Math.round(range.length().toMillis() * share)))));
    }

    private void userRange(TimeRange range) {
        if (timeAxis().isEmpty() || range.equals(timeAxis().get().range())) {
            return;
        }
        widget().xAxis().setRange(new Range(range.startMillis(), range.endMillis()));
        rangeListeners.forEach(listener -> listener.accept(range));
    }

    final void fit() {
        setCursor(Cursor.NONE);
        fitListeners.forEach(Runnable::run);
    }

    @Override
    void escape() {
        drag = Drag.NONE;
        super.escape();
        userSelection(Optional.empty());
    }

    @Override
    boolean otherKey(Event event) {
        if (timeAxis().isEmpty()) {
            return false;
        }
        boolean shift = (event.stateMask & SWT.SHIFT) != 0;
        switch (event.keyCode) {
            case SWT.ARROW_LEFT, SWT.ARROW_RIGHT -> {
                if (!shift) {
                    return false;
                }
                pan(event.keyCode == SWT.ARROW_LEFT ? -KEYBOARD_PAN_SHARE : KEYBOARD_PAN_SHARE);
            }
            case SWT.PAGE_UP -> pan(-1);
            case SWT.PAGE_DOWN -> pan(1);
            case SWT.CR, SWT.KEYPAD_CR -> enter();
            default -> {
                return typed(event.character, shift);
            }
        }
        return true;
    }

    private boolean typed(char character, boolean shift) {
        switch (character) {
            case '+' -> zoom(ZOOM_PER_WHEEL_NOTCH, zoomCentre());
            case '-' -> zoom(1 / ZOOM_PER_WHEEL_NOTCH, zoomCentre());
            case ' ' -> keyboardMillis().flatMap(this::bucketAt).ifPresent(bucket -> userSelection(
                    Optional.of(shift ? selection.map(span -> spanning(span, bucket)).orElse(bucket) : bucket)));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Marks what the arrow keys have reached, as a click does; goes to what is marked, as a double click does. */
    private void enter() {
        Optional<TimeRange> bucket = keyboardMillis().flatMap(this::bucketAt);
        boolean marked = bucket.isEmpty() || selection.filter(span -> span.startMillis() <= bucket.get().startMillis()
                && bucket.get().endMillis() <= span.endMillis()).isPresent();
        if (marked) {
            zoomToSelection();
        } else {
            userSelection(bucket);
        }
    }

    private static TimeRange spanning(TimeRange one, TimeRange other) {
        return TimeRange.ofMillis(Math.min(one.startMillis(), other.startMillis()),
                Math.max(one.endMillis(), other.endMillis()));
    }

    private int zoomCentre() {
        TimeAxis axis = timeAxis().orElseThrow();
        return keyboardMillis().map(millis -> (int) axis.x(millis)).orElse(axis.width() / 2);
    }

    @Override
    String keysHelp() {
        return timeAxis().isPresent() ? text("accessible.keys") : super.keysHelp();
    }
}
