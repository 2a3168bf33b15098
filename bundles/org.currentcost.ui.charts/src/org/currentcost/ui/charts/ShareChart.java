package org.currentcost.ui.charts;

import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swtchart.Range;

/** Parts of a whole as bars from left to right, each with its amount and its share; the rest hatched in grey. */
public final class ShareChart extends BaseChart {

    /** The grey of the palette. */
    private static final int REST_COLOUR = 7;

    private List<Share> shares = List.of();
    private AmountScale scale = AmountScale.energy();
    private ShareScene scene;
    private int cursorRow;

    /** Makes an empty chart. */
    public ShareChart(Composite parent) {
        super(parent);
        widget().quietly(() -> {
            // bars from left to right, the first one above
            widget().setOrientation(SWT.VERTICAL);
            widget().xAxis().setReversed(true);
        });
    }

    /**
     * Replaces what is shown, with one repaint.
     *
     * @param shares from above
     * @param scale  what their amounts are
     */
    public void setShares(List<Share> shares, AmountScale scale) {
        this.shares = List.copyOf(shares);
        this.scale = scale;
        widget().setSeries(shares.isEmpty()
                ? List.of()
                : List.of(new PaintedBarSeries(widget(), scale.unit(),
                        IntStream.range(0, shares.size()).asDoubleStream().toArray(),
                        shares.stream().mapToDouble(Share::amount).toArray(),
                        (brush, data, x, y) -> paintBars(brush))));
        if (cursor() == Cursor.KEYBOARD && cursorRow >= shares.size()) {
            setCursor(Cursor.NONE);
        }
        refresh();
    }

    @Override
    Rectangle layOut(Point size, int textHeight, ToIntFunction<String> textWidth) {
        scene = ShareScene.of(shares, scale, size, textHeight, textWidth);
        return scene.plot();
    }

    /** The shares, which are numbered from above. */
    @Override
    Range xRange() {
        return new Range(-0.5, (double) scene.plot().height / Math.max(1, scene.rowHeight()) - 0.5);
    }

    @Override
    Range yRange() {
        return new Range(0, scene.pixelsPerAmount() > 0 ? scene.plot().width / scene.pixelsPerAmount() : 1);
    }

    @Override
    boolean isEmpty() {
        return shares.isEmpty();
    }

    @Override
    void paintAround(Brush brush) {
        brush.groundAround(scene.plot(), scene.size());
        for (ShareScene.Row row : scene.rows()) {
            brush.text(row.name(), scene.plot().x - PlotFrame.LABEL_GAP - brush.textWidth(row.name()),
                    scene.plot().y + scene.textY(row.line()), brush.colours().text());
        }
    }

    @Override
    void paintBehind(Brush brush) {
        brush.ground(scene.plot());
    }

    private void paintBars(Brush brush) {
        for (ShareScene.Row row : scene.rows()) {
            if (row.bar().width > 0) {
                int colour = row.share().rest() ? REST_COLOUR : row.share().colorIndex();
                RGB tone = brush.colours().lineRgb(colour);
                brush.part(row.bar(), row.share().rest() ? BarParts.Kind.MEMORY : BarParts.Kind.MEASURED, tone);
                if (!row.share().rest() && brush.colours().needsOutline(colour)) {
                    brush.outline(row.bar(), brush.colours().outline(colour));
                }
            }
        }
    }

    @Override
    void paintInFront(Brush brush) {
        for (ShareScene.Row row : scene.rows()) {
            brush.text(row.figure(), row.bar().width + ShareScene.figureGap(), scene.textY(row.line()),
                    brush.colours().text());
        }
        brush.hairline(0, 0, 0, scene.lines() * scene.rowHeight(), brush.colours().mark());
        if (scene.leftOut() > 0) {
            brush.text(text("legend.more", scene.leftOut()), ShareScene.figureGap(),
                    scene.textY(scene.leftOutLine()), brush.colours().label());
        }
    }

    @Override
    Optional<Pointed> paintCursor(Brush brush) {
        boolean byPointer = cursor() == Cursor.POINTER;
        Optional<ShareScene.Row> row = byPointer ? scene.rowAt(pointer().y) : scene.rowOf(cursorRow);
        if (row.isEmpty() && byPointer) {
            return Optional.empty();
        }
        Share share = shares.get(row.map(ShareScene.Row::index).orElse(cursorRow));
        int line = row.map(ShareScene.Row::line).orElse(scene.leftOutLine());
        if (row.isPresent()) {
            brush.hover(new Rectangle(0, line * scene.rowHeight(), scene.plot().width, scene.rowHeight()));
        }
        return share.card().isEmpty()
                ? Optional.empty()
                : Optional.of(new Pointed(CardLine.of(share.card()), 0, byPointer ? pointer().x : 0,
                        (line + 1) * scene.rowHeight()));
    }

    /** Goes to the next share below, or above. */
    @Override
    void step(int by) {
        if (isEmpty()) {
            return;
        }
        if (cursor() == Cursor.KEYBOARD) {
            moveTo(cursorRow + by);
        } else {
            jump(by < 0);
        }
    }

    @Override
    void stepAcross(int by) {
        step(by);
    }

    @Override
    void jump(boolean toLast) {
        if (!isEmpty()) {
            moveTo(toLast ? shares.size() - 1 : 0);
        }
    }

    private void moveTo(int row) {
        cursorRow = Math.max(0, Math.min(shares.size() - 1, row));
        setCursor(Cursor.KEYBOARD);
    }

    private String words(Share share) {
        String figures = share.name() + ", " + scale.value(share.amount()) + ", " + share.percent();
        return share.card().isEmpty() ? figures : figures + ", " + share.card().replace("\n", ", ");
    }

    @Override
    String subject() {
        return String.join(", ", shares.stream().map(Share::name).toList());
    }

    @Override
    String kind() {
        return text("accessible.shares");
    }

    @Override
    String summary() {
        return String.join(". ", shares.stream()
                .map(share -> share.name() + ", " + scale.value(share.amount()) + ", " + share.percent()).toList());
    }

    @Override
    String currentPoint() {
        return cursor() == Cursor.KEYBOARD && cursorRow < shares.size() ? words(shares.get(cursorRow)) : "";
    }

    /** {@return where things lie now} */
    ShareScene scene() {
        ensureLaidOut();
        return scene;
    }
}
