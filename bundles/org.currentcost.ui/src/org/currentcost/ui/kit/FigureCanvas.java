package org.currentcost.ui.kit;

import org.currentcost.model.QuantityText;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;

/** A large number and its smaller unit on one base line, which no pair of labels has. */
public final class FigureCanvas extends Canvas {

    private static final int GAP = 5;

    private final Font numberFont;
    private final Font unitFont;
    private QuantityText figure = new QuantityText("", "");
    private boolean stale;

    FigureCanvas(Composite parent, Font numberFont, Font unitFont) {
        super(parent, SWT.DOUBLE_BUFFERED);
        this.numberFont = numberFont;
        this.unitFont = unitFont;
        addPaintListener(event -> paint(event.gc));
        getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = text();
            }
        });
    }

    /** Shows a figure; a stale one in grey. */
    void show(QuantityText next, boolean nextStale) {
        if (!next.equals(figure) || nextStale != stale) {
            figure = next;
            stale = nextStale;
            redraw();
        }
    }

    /** {@return what is shown, as a screen reader says it} */
    public String text() {
        return figure.toString();
    }

    @Override
    public Point computeSize(int widthHint, int heightHint, boolean changed) {
        var gc = new GC(this);
        try {
            gc.setFont(numberFont);
            var number = gc.textExtent(figure.number());
            gc.setFont(unitFont);
            return new Point(number.x + GAP + gc.textExtent(figure.unit()).x, number.y);
        } finally {
            gc.dispose();
        }
    }

    private void paint(GC gc) {
        var normal = getForeground();
        var grey = between(normal.getRGB(), getBackground().getRGB());
        gc.setFont(numberFont);
        int width = gc.textExtent(figure.number()).x;
        int baseLine = gc.getFontMetrics().getLeading() + gc.getFontMetrics().getAscent();
        gc.setForeground(stale ? grey : normal);
        gc.drawText(figure.number(), 0, 0, true);
        gc.setFont(unitFont);
        gc.setForeground(grey);
        gc.drawText(figure.unit(), width + GAP,
                baseLine - gc.getFontMetrics().getLeading() - gc.getFontMetrics().getAscent(), true);
    }

    private static Color between(RGB one, RGB other) {
        return new Color((one.red * 3 + other.red * 2) / 5, (one.green * 3 + other.green * 2) / 5,
                (one.blue * 3 + other.blue * 2) / 5);
    }
}
