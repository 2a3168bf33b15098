package org.currentcost.ui.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.TimeRange;
import org.eclipse.swt.graphics.LineAttributes;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;

/**
 * Notes as small flags that stand on the time axis.
 *
 * @param axisY where the time axis is, from the plot's upper edge
 */
record MarkFlags(List<ChartMark> marks, TimeAxis time, int axisY) {

    private static final int POLE = 16;
    private static final int FLAG_WIDTH = 9;
    private static final int FLAG_HEIGHT = 8;
    private static final int SPAN_HEIGHT = 3;
    private static final int REACH = 3;

    private int x(ChartMark mark) {
        return (int) Math.round(time.x(mark.startMillis()));
    }

    private boolean isShown(ChartMark mark) {
        return mark.startMillis() < time.range().endMillis() && (mark.endMillis() > time.range().startMillis()
                || mark.startMillis() >= time.range().startMillis());
    }

    /** {@return the flags under a place in the plot, in their order} */
    List<ChartMark> at(int pointerX, int pointerY) {
        if (pointerY < axisY - POLE - REACH || pointerY > axisY + REACH) {
            return List.of();
        }
        return marks.stream().filter(this::isShown).filter(mark -> {
            int left = Math.max(0, x(mark));
            boolean onFlag = pointerX >= left - REACH && pointerX <= left + FLAG_WIDTH + REACH;
            boolean onSpan = pointerY >= axisY - SPAN_HEIGHT - REACH && pointerX >= left
                    && pointerX <= time.x(mark.endMillis());
            return onFlag || onSpan;
        }).toList();
    }

    /** {@return what the card says of the flags under the pointer; none if there is no flag} */
    Optional<BaseChart.Pointed> pointed(Point pointer, TimeTexts times) {
        List<CardLine> lines = new ArrayList<>();
        for (ChartMark mark : at(pointer.x, pointer.y)) {
            lines.add(new CardLine(mark.startMillis() == mark.endMillis()
                    ? times.moment(mark.startMillis())
                    : times.span(mark.startMillis(), mark.endMillis(), true)));
            lines.addAll(CardLine.of(mark.text()));
        }
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(BaseChart.Pointed.atTop(lines, pointer.x, pointer.x));
    }

    /** {@return the words of the marks in a span} */
    List<CardLine> textsIn(TimeRange span) {
        return marks.stream()
                .filter(mark -> mark.startMillis() < span.endMillis()
                        && (mark.endMillis() > span.startMillis() || mark.startMillis() >= span.startMillis()))
                .flatMap(mark -> CardLine.of(mark.text()).stream()).toList();
    }

    void paint(Brush brush) {
        for (ChartMark mark : marks) {
            if (!isShown(mark)) {
                continue;
            }
            int left = Math.max(0, x(mark));
            if (mark.endMillis() > mark.startMillis()) {
                int right = (int) Math.round(Math.min(time.width(), time.x(mark.endMillis())));
                brush.fill(new Rectangle(left, axisY - SPAN_HEIGHT - 1, Math.max(1, right - left), SPAN_HEIGHT + 1),
                        brush.colours().ground());
                brush.fill(new Rectangle(left, axisY - SPAN_HEIGHT, Math.max(1, right - left), SPAN_HEIGHT),
                        brush.colours().text());
            }
            paintFlag(brush, left);
        }
    }

    private void paintFlag(Brush brush, int x) {
        int top = axisY - POLE;
        int[] flag = {x, top, x + FLAG_WIDTH, top + FLAG_HEIGHT / 2, x, top + FLAG_HEIGHT};
        // a rim of the ground's colour: flags stand before bars of any colour
        brush.gc().setForeground(brush.colours().ground());
        brush.gc().setLineAttributes(new LineAttributes(3));
        brush.gc().drawPolygon(flag);
        brush.gc().drawLine(x, top, x, axisY);
        brush.gc().setLineAttributes(new LineAttributes(1));
        brush.gc().setBackground(brush.colours().text());
        brush.gc().fillPolygon(flag);
        brush.hairline(x, top, x, axisY, brush.colours().text());
    }
}
