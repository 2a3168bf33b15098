package org.currentcost.ui.charts;

import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;

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

    @Override
    boolean isEmpty() {
        return shares.isEmpty();
    }

    @Override
    void paintAround(Brush brush) {
        brush.fill(new Rectangle(0, 0, scene.size().x, scene.size().y), brush.colours().ground());
        for (int i = 0; i < scene.rows().size(); i++) {
            String name = scene.rows().get(i).name();
            brush.text(name, scene.plot().x - PlotFrame.LABEL_GAP - brush.textWidth(name),
                    scene.plot().y + scene.textY(i), brush.colours().text());
        }
    }

    @Override
    void paintPlot(Brush brush) {
        brush.fill(new Rectangle(0, 0, scene.plot().width, scene.plot().height), brush.colours().ground());
        for (int i = 0; i < scene.rows().size(); i++) {
            ShareScene.Row row = scene.rows().get(i);
            if (row.bar().width > 0) {
                int colour = row.share().rest() ? REST_COLOUR : row.share().colorIndex();
                RGB tone = brush.colours().lineRgb(colour);
                brush.part(row.bar(), row.share().rest() ? BarParts.Kind.MEMORY : BarParts.Kind.MEASURED, tone);
                if (!row.share().rest() && brush.colours().needsOutline(colour)) {
                    brush.outline(row.bar(), brush.colours().outline(colour));
                }
            }
            brush.text(row.figure(), row.bar().width + ShareScene.figureGap(), scene.textY(i),
                    brush.colours().text());
        }
        brush.hairline(0, 0, 0, scene.rows().size() * scene.rowHeight(), brush.colours().mark());
        if (scene.leftOut() > 0) {
            brush.text(text("legend.more", scene.leftOut()), ShareScene.figureGap(),
                    scene.textY(scene.rows().size()), brush.colours().label());
        }
    }

    @Override
    Optional<Pointed> paintCursor(Brush brush) {
        int row = cursor() == Cursor.POINTER ? scene.rowAt(pointer().y) : cursorRow;
        if (row < 0) {
            return Optional.empty();
        }
        Share share = shares.get(row);
        if (row < scene.rows().size()) {
            brush.hover(new Rectangle(0, row * scene.rowHeight(), scene.plot().width, scene.rowHeight()));
        }
        return share.card().isEmpty()
                ? Optional.empty()
                : Optional.of(new Pointed(CardLine.of(share.card()), 0, cursor() == Cursor.POINTER ? pointer().x : 0,
                        (row + 1) * scene.rowHeight()));
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
    String name() {
        return text("accessible.shares", String.join(", ", shares.stream().map(Share::name).toList()));
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
