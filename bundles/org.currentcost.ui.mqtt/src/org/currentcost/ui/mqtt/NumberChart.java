package org.currentcost.ui.mqtt;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.TextLayout;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;

/** Draws one number of the last messages of a topic over their times. */
final class NumberChart {

    private static final int MARGIN = 6;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM)
            .withZone(ZoneId.systemDefault());

    private final Canvas canvas;
    private final String hint;
    private final List<double[]> points = new ArrayList<>();
    private String chosen = "";
    /** The numbers in the messages that were drawn the last time. */
    private Map<TopicTree.Message, OptionalDouble> known = Map.of();

    NumberChart(Composite parent, String hint) {
        this.hint = hint;
        canvas = new Canvas(parent, SWT.BORDER | SWT.DOUBLE_BUFFERED);
        canvas.addPaintListener(event -> paint(event.gc));
    }

    /** {@return where the drawn number {@linkplain Payloads.Line#place() stands}; empty for the whole message} */
    String chosen() {
        return chosen;
    }

    /** Chooses the number. @param place where it {@linkplain Payloads.Line#place() stands} in the messages */
    void choose(String place) {
        if (!place.equals(chosen)) {
            chosen = place;
            known = Map.of();
        }
    }

    /** Draws messages, the oldest first. */
    void show(List<TopicTree.Message> messages) {
        points.clear();
        var next = new IdentityHashMap<TopicTree.Message, OptionalDouble>();
        for (var message : messages) {
            // Most of them were read the last time: a message may be long.
            var value = Optional.ofNullable(known.get(message))
                    .orElseGet(() -> Payloads.number(message.payload(), chosen));
            next.put(message, value);
            value.ifPresent(number -> points.add(new double[]{message.millis(), number}));
        }
        known = next;
        canvas.redraw();
    }

    private void paint(GC gc) {
        var area = canvas.getClientArea();
        gc.setForeground(canvas.getForeground());
        int line = gc.getFontMetrics().getHeight();
        if (points.size() < 2) {
            paintHint(gc, area.width - 2 * MARGIN);
            return;
        }
        double low = points.stream().mapToDouble(point -> point[1]).min().orElse(0);
        double high = points.stream().mapToDouble(point -> point[1]).max().orElse(0);
        double from = points.getFirst()[0];
        double span = Math.max(1, points.getLast()[0] - from);
        if (high > low) {
            gc.drawText(plain(high), MARGIN, 2, true);
        }
        int height = Math.max(1, area.height - 3 * line - 10);
        int bottom = line + 4 + height;
        gc.drawText(plain(low) + (chosen.isEmpty() ? "" : "   " + chosen), MARGIN, bottom + 2, true);
        String begin = TIME.format(Instant.ofEpochMilli((long) from));
        String end = TIME.format(Instant.ofEpochMilli((long) points.getLast()[0]));
        int endAt = area.width - MARGIN - gc.textExtent(end).x;
        gc.drawText(begin, MARGIN, area.height - line - 2, true);
        if (endAt > 2 * MARGIN + gc.textExtent(begin).x) {
            gc.drawText(end, endAt, area.height - line - 2, true);
        }
        gc.drawLine(MARGIN, line + 4, MARGIN, bottom);
        gc.drawLine(MARGIN, bottom, area.width - MARGIN, bottom);
        gc.setAntialias(SWT.ON);
        gc.setLineWidth(2);
        gc.setForeground(canvas.getDisplay().getSystemColor(SWT.COLOR_LINK_FOREGROUND));
        var polyline = new int[points.size() * 2];
        for (int i = 0; i < points.size(); i++) {
            polyline[2 * i] = MARGIN + (int) ((area.width - 2 * MARGIN) * (points.get(i)[0] - from) / span);
            // What never changed is drawn in the middle: at an edge it would look like a highest or a lowest value.
            double share = high > low ? (high - points.get(i)[1]) / (high - low) : 0.5;
            polyline[2 * i + 1] = line + 4 + (int) (height * share);
        }
        gc.drawPolyline(polyline);
    }

    private void paintHint(GC gc, int width) {
        var layout = new TextLayout(gc.getDevice());
        try {
            layout.setFont(gc.getFont());
            layout.setText(hint);
            layout.setWidth(Math.max(1, width));
            layout.draw(gc, MARGIN, MARGIN);
        } finally {
            layout.dispose();
        }
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
